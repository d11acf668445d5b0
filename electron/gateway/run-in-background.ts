import { EventEmitter } from 'node:events'
import type { OutgoingHttpHeaders } from 'node:http'
import type { ResponseAsking } from './ask-response.ts'
import type { BackgroundControl } from './background-responses.ts'
import { ClientReply, type ReplySink } from './client-reply.ts'
import type { GatewayDependencies } from './dependencies.ts'
import type { GatewayCall } from './gateway-call.ts'

/**
 * Makes a response whether its client waits or not (`background: true`): the client is told at once that it is being
 * made, or follows its events for as long as it likes; what the stages answer goes to where it is kept.
 */
export async function runInBackground(
  call: GatewayCall,
  asking: ResponseAsking,
  serve: () => Promise<void>,
  { background }: GatewayDependencies
): Promise<void> {
  const client = call.reply
  const kept = asking.unfinished()
  call.detach()
  const done = background.start({
    kept,
    stream: asking.stream,
    run: async (control) => {
      control.onCancel(() => call.cancel())
      call.reply = new ClientReply(new EventSink(control, asking.stream), call.idText, client.dialect)
      await serve()
      if (asking.response === null) throw new Error('the response broke off before its end')
      return asking.response
    }
  })
  const events = background.events(kept.id, kept.token)
  if (events === null) client.sendJson(200, kept.response)
  else await events.follow({ reply: client, onHangUp: (listener) => call.onClientGone(listener) }, -1)
  await done
}

/** Takes what would go to a client, as the events of a response that is kept. */
class EventSink extends EventEmitter implements ReplySink {
  readonly #control: BackgroundControl
  readonly #stream: boolean
  writableEnded = false
  readonly destroyed = false

  constructor(control: BackgroundControl, stream: boolean) {
    super()
    this.#control = control
    this.#stream = stream
  }

  writeHead(_status: number, _headers: OutgoingHttpHeaders): void {
    // Nobody reads a status: what becomes of the response is in its object.
  }

  write(chunk: Buffer | string): boolean {
    if (this.#stream) this.#control.emit(chunk.toString())
    return true
  }

  end(chunk?: Buffer): void {
    if (chunk !== undefined) this.write(chunk)
    this.writableEnded = true
  }

  destroy(): void {
    // Only files are broken off, and no response is one.
  }
}
