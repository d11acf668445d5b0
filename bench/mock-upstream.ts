import { createServer } from 'node:http'

/**
 * A provider that answers at once, so that what is measured is the way there and back. The model's name says how:
 * `lab` a reply of 1.6 KB; `chunks-N-MS` a stream of N chunks MS milliseconds apart, each carrying the clock's time.
 */
const text = 'A gateway stands between an app and the models that it calls. '.repeat(22)
const usage = {
  prompt_tokens: 40,
  completion_tokens: 300,
  total_tokens: 340,
  prompt_tokens_details: { cached_tokens: 16 }
}
const reply = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'lab',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage
  })
)

const chunk = (delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'lab', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const { model } = JSON.parse(Buffer.concat(parts).toString()) as { model: string }
    const [, count, every] = /^chunks-(\d+)-(\d+)$/.exec(model) ?? []
    if (count === undefined) {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': reply.length })
        .end(reply)
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let left = Number(count)
    const send = (): void => {
      if (left-- > 0) {
        response.write(chunk({ content: ` t${performance.timeOrigin + performance.now()}` }, null))
        setTimeout(send, Number(every))
      } else {
        const last = `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`
        response.end(chunk({}, 'stop') + last)
      }
    }
    send()
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(process.argv[2]), '127.0.0.1')
