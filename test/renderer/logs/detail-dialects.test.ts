import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { CLIENT_DIALECT_IDS, DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'
import type { World } from '../fake-world.ts'
import { everyPart } from './every-part.ts'
import { addExchanges } from './exchange-detail.ts'

const panel = '[data-log-detail]'

function addEveryPart(world: World): ReturnType<typeof everyPart> {
  const detail = everyPart()
  world.rows = [detail.row, ...world.rows]
  world.details.set(detail.row.id, detail)
  return detail
}

async function unfoldAll(page: Page): Promise<void> {
  const folded = page.locator(`${panel} article button[aria-expanded=false]`)
  while ((await folded.count()) > 0) await folded.first().click()
}

describeInBrowser('requests in every dialect', ({ control, open }) => {
  test.each(CLIENT_DIALECT_IDS)(
    'one of %s is shown as a conversation, and is accessible',
    async (dialect) => {
      const detail = addExchanges(control().world).get(dialect)
      const page = await open(`/logs/${detail?.row.id ?? ''}`, {
        theme: dialect.startsWith('openai') ? 'light' : 'dark'
      })
      const old = dialect === 'openai-completions'
      await expectVisible(page.locator(panel).getByText(DIALECT_NAMES[dialect], { exact: true }).first())
      await expectVisible(page.locator(`${panel} article`, { hasText: old ? 'Once upon' : 'What is this?' }))
      await expectVisible(page.locator(`${panel} article`, { hasText: old ? 'a time' : 'Let me look.' }))
      if (!old) {
        await expectVisible(page.locator(panel).getByText('"b.ts"'))
        await expectVisible(page.getByRole('button', { name: 'Image 1: show large' }).first())
      }
      await unfoldAll(page)
      await expectAccessible(page)
    }
  )
})

describeInBrowser('the parts of a message', ({ control, open }) => {
  test('are accessible in both themes, folded and unfolded', async () => {
    const { row } = addEveryPart(control().world)
    for (const theme of ['light', 'dark'] as const) {
      const page = await open(`/logs/${row.id}`, { theme, height: 1600 })
      await page.getByText('Answer to this request').waitFor()
      await expectAccessible(page)
      await unfoldAll(page)
      await expectAccessible(page)
    }
    // Four looks of axe at a long page: a busy machine takes its time.
  }, 120_000)

  test('show what came with the request and load nothing from an address', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open('/logs')
    const asked: string[] = []
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') asked.push(request.url())
    })
    await page.locator(`#log-row-${row.id}`).click()
    const sound = page.locator(`${panel} audio`)
    await sound.scrollIntoViewIfNeeded()
    await expect
      .poll(() => sound.evaluate((element) => element instanceof HTMLAudioElement && element.duration))
      .toBe(1)
    const remote = page.getByRole('link', { name: /images\.invalid/ })
    expect(await remote.getAttribute('rel')).toContain('noreferrer')
    await expectVisible(page.getByText('file-7KqLmPz2'))
    await unfoldAll(page)
    expect(asked).toEqual([])
  })

  test('open a picture large, with what is known of it, and close it again without the request', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    await page.getByRole('button', { name: 'page-before.png: show large' }).click()
    const dialog = page.getByRole('dialog')
    await expectVisible(dialog.getByText(/image\/png · 640 × 400/))
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expectGone(dialog)
    await expectVisible(page.locator(panel))
  })

  test('save a file as it was sent', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save specification.pdf' }).click()
    ])
    expect(download.suggestedFilename()).toBe('specification.pdf')
    expect(await readFile(await download.path(), 'utf8')).toBe('%PDF-1.7 sample')
  })

  test('lead from a result to its call and back, with the keyboard', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    const result = page.getByRole('button', { name: 'Result, sent in message 4' }).first()
    await result.focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('turn-4')
    await page.getByRole('button', { name: /^Results of take_screenshot, read_file, apply_patch/ }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('turn-3')
  })

  test('say of a call what it took, what came back, and that it failed', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    const call = page.locator(`${panel} article`, { hasText: 'take_screenshot' }).first()
    await expectVisible(call.getByText('free text'))
    await expectVisible(call.getByText('Failed', { exact: true }))
    await expectVisible(call.getByText('editor /'))
    expect(await call.getByRole('button', { name: 'Image 1: show large' }).count()).toBe(1)
    await expectVisible(page.getByText('The app sends the result with its next request'))
  })

  test('number their sources, and let a text that was cut up at them run on', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    const turn = page.locator(`${panel} article`).last()
    await expectVisible(
      turn.getByText(/^The header is taken out of the flow, so the list begins under it\. A sticky/)
    )
    const links = turn.getByRole('link', { name: 'position: sticky' })
    expect(await links.last().getAttribute('href')).toBe('https://developer.example/css/position')
    expect(await turn.getByText('“Headers shall not cover content.”').count()).toBe(1)
  })

  test('say where reasoning is hidden and the answer was cut off', async () => {
    const { row } = addEveryPart(control().world)
    const page = await open(`/logs/${row.id}`)
    await expectVisible(page.getByText('Reasoning hidden by its provider: only its sealed form was sent'))
    await expectVisible(page.getByText('Ended: max_tokens'))
    await expectVisible(page.getByText('cut off at its limit of tokens'))
  })
})

describeInBrowser('the way between two dialects', ({ control, open }) => {
  test('stands above the request, with each note in full', async () => {
    const detail = addEveryPart(control().world)
    const notes = Array.from(
      { length: 9 },
      (_unused, index) => `\`field_${index}\` was left out: no field for it`
    )
    control().world.details.set(detail.row.id, { ...detail, row: { ...detail.row, notes } })
    const page = await open(`/logs/${detail.row.id}`)
    const list = page.getByRole('list', { name: 'Gatehouse noted' })
    await expectVisible(list)
    expect(await list.getByRole('listitem').count()).toBe(4)
    await page.getByRole('button', { name: 'Show all 9 notes' }).click()
    expect((await list.getByRole('listitem').allInnerTexts()).at(-1)).toBe(
      'field_8 was left out: no field for it'
    )
    await expectVisible(page.locator(panel).getByText('Google Gemini', { exact: true }))
  })

  test('is passed through as it came where both are the same', async () => {
    const detail = addEveryPart(control().world)
    const row = { ...detail.row, dialect_out: detail.row.dialect_in, notes: [] }
    control().world.details.set(row.id, { ...detail, row })
    const page = await open(`/logs/${row.id}`)
    await expectVisible(page.getByText('passed through as it came'))
  })

  test('is marked in the list, which can be narrowed to it', async () => {
    const { row } = addEveryPart(control().world)
    addExchanges(control().world)
    const page = await open('/logs')
    const line = page.locator(`#log-row-${row.id}`)
    await expectVisible(line)
    expect(await line.innerText()).toContain('Translated: Anthropic Messages → Google Gemini')
    expect(await line.innerText()).toContain('3 notes')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('option', { name: 'Translated to another format' }).click()
    await page.waitForURL(/translated=yes/)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('option', { name: 'Anthropic Messages' }).click()
    await page.waitForURL(/dialect=anthropic-messages/)
    const rows = page.locator('[role=grid] [role=row][id]')
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Remove filter: Format Anthropic Messages' }).click()
    // One of each dialect but the one that its provider speaks, too, and the one with every part.
    await expect.poll(() => rows.count()).toBe(CLIENT_DIALECT_IDS.length)
    await page.getByRole('button', { name: 'Remove filter: Translated to another format' }).click()
    await page.waitForURL((url) => url.search === '')
  })
})
