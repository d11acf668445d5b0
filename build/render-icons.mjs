// Renders the PNGs of this folder from its SVGs, with a Chromium that is installed:
//   node build/render-icons.mjs [/path/to/chromium]
// The results are committed, so that a build needs no browser.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

/** The sizes of the icon theme of Linux desktops; the others take one large picture. */
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512]

const PICTURES = [
  { source: 'icon.svg', target: 'icon.png', size: 1024 },
  ...LINUX_SIZES.map((size) => ({
    source: size < 48 ? 'tray.svg' : 'icon.svg',
    target: `icons/${size}x${size}.png`,
    size
  })),
  { source: 'tray.svg', target: 'tray-16.png', size: 16 },
  { source: 'tray.svg', target: 'tray-32.png', size: 32 },
  { source: 'tray-template.svg', target: 'tray-template-16.png', size: 16 },
  { source: 'tray-template.svg', target: 'tray-template-32.png', size: 32 }
]

const at = (name) => new URL(name, import.meta.url)
await mkdir(at('icons'), { recursive: true })
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
