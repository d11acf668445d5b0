// Renders the PNGs of this folder from its SVGs, with a Chromium that is installed:
//   node build/render-icons.mjs [/path/to/chromium]
// The results are committed, so that a build needs no browser.
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const PICTURES = [
  { source: 'icon.svg', target: 'icon.png', size: 1024 },
  { source: 'icon.svg', target: 'window.png', size: 256 },
  { source: 'tray.svg', target: 'tray-16.png', size: 16 },
  { source: 'tray.svg', target: 'tray-32.png', size: 32 },
  { source: 'tray-template.svg', target: 'tray-template-16.png', size: 16 },
  { source: 'tray-template.svg', target: 'tray-template-32.png', size: 32 }
]

const at = (name) => new URL(name, import.meta.url)
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox']
})
try {
  const page = await browser.newPage()
  for (const { source, target, size } of PICTURES) {
    const svg = await readFile(at(source), 'utf8')
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`
    )
    await writeFile(at(target), await page.screenshot({ omitBackground: true }))
    console.error(`${target}: ${size} x ${size}`)
  }
} finally {
  await browser.close()
}
