import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openaiChat } from '../../electron/dialects/openai-chat/dialect.ts'
import { PassingStream } from '../../electron/gateway/passing-stream.ts'

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`
const delta = (fields: object, finish: string | null = null): string =>
  event({ choices: [{ index: 0, delta: fields, finish_reason: finish }], usage: null })
const usage = event({ choices: [], usage: { prompt_tokens: 3 } })
const done = 'data: [DONE]\n\n'
const story = [
  delta({ role: 'assistant', content: '' }),
  delta({ content: 'naïve' }),
  delta({ content: ' ✓ 日本語' }),
  delta({}, 'stop')
]

function run(
  pieces: readonly (string | Buffer)[],
  removeUsage = true
): { scan: PassingStream; passed: string } {
  const scan = new PassingStream(openaiChat.watch, { removeUsage })
  const passed = pieces.map((piece) => scan.push(Buffer.from(piece)) ?? Buffer.alloc(0))
  return { scan, passed: Buffer.concat([...passed, scan.finish() ?? Buffer.alloc(0)]).toString('utf8') }
}

describe('PassingStream', () => {
  test('holds the preamble until the first output, then passes it with it', () => {
    const scan = new PassingStream(openaiChat.watch, { removeUsage: true })
    expect(scan.push(Buffer.from(': ping\n\n'))).toBeNull()
    expect(scan.push(Buffer.from(story[0] ?? ''))).toBeNull()
    expect(scan.committed).toBe(false)
    expect(scan.push(Buffer.from(story[1] ?? ''))?.toString()).toBe(`: ping\n\n${story[0]}${story[1]}`)
    expect(scan.committed).toBe(true)
  })

  test.each([['content'], ['reasoning_content'], ['reasoning'], ['refusal']])(
    'takes %s as output',
    (field) => {
      expect(run([delta({ [field]: 'x' })]).scan.committed).toBe(true)
    }
  )

  test('takes a tool call as output, an empty list of them not', () => {
    expect(
      run([delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '' } }] })]).scan
        .committed
    ).toBe(true)
    expect(run([delta({ tool_calls: [] })]).scan.committed).toBe(false)
  })

  test('reports an error event that comes before any output, so that another target can answer', () => {
    const { scan, passed } = run([story[0] ?? '', event({ error: { message: 'overloaded', code: 503 } })])
    expect(scan.failure?.toString()).toContain('overloaded')
    expect(scan.committed).toBe(false)
    expect(passed).not.toContain('overloaded')
  })

  test('takes out the usage chunk that Gatehouse asked for, and only that', () => {
    const { scan, passed } = run([...story, usage, done])
    expect(passed).toBe([...story, done].join(''))
    expect(scan.summary()).toEqual({
      usageRaw: { prompt_tokens: 3 },
      finishReason: 'stop',
      error: null,
      complete: true,
      // The finish reason and [DONE]; the usage chunk between them did not pass.
      closing: 2,
      done: true
    })
  })

  test('leaves the usage chunk where the client asked for it', () => {
    expect(run([...story, usage, done], false).passed).toBe([...story, usage, done].join(''))
  })

  test('leaves usage that rides on a chunk with a choice, and reads it', () => {
    const last = event({
      choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9 }
    })
    const { scan, passed } = run([story[1] ?? '', last, done])
    expect(passed).toBe([story[1], last, done].join(''))
    expect(scan.summary().usageRaw).toEqual({ prompt_tokens: 9 })
  })

  test('is not complete without a finish reason or an end mark', () => {
    expect(run(story.slice(0, 3)).scan.summary().complete).toBe(false)
    expect(run([...story.slice(0, 3), done]).scan.summary().complete).toBe(true)
  })

  test('reports an error event in the middle', () => {
    const { scan } = run([...story.slice(0, 2), event({ error: { message: 'died', code: 500 } })])
    expect(scan.summary().error).toEqual({ code: '500', message: 'died' })
  })

  test('cutting the bytes anywhere, in events or characters, changes nothing', () => {
    const cases = [
      [...story, usage, done].join(''),
      [': c\r\n\r\n', ...story, usage, done].join('').replaceAll('\n', '\r\n').replaceAll('\r\r', '\r')
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.nat(400), { maxLength: 30 }),
        fc.boolean(),
        (text, cuts, removeUsage) => {
          const bytes = Buffer.from(text)
          const at = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted((a, b) => a - b)
          const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
          const whole = run([text], removeUsage)
          const cut = run(pieces, removeUsage)
          expect(cut.passed).toBe(whole.passed)
          // How many pieces close the stream is the one thing that depends on the pieces.
          expect({ ...cut.scan.summary(), closing: 0 }).toEqual({ ...whole.scan.summary(), closing: 0 })
          expect(whole.passed.includes('prompt_tokens')).toBe(!removeUsage)
        }
      )
    )
  })
})
