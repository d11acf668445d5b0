import { GatehouseError } from '../../shared/errors.ts'
import type { GatewayCall } from './gateway-call.ts'

/** A response's events take about so much memory; beyond it the oldest half is dropped. */
const MOST_CHARACTERS = 16 * 1024 * 1024

/**
 * The events of a response that is made in the background, for clients that lose their stream and come back for the rest
 * (https://platform.openai.com/docs/guides/background). The number of an event is its place: encoders count from 0.
 */
export class BackgroundEvents {
  #events: string[] = []
  /** Number of the oldest event that is still here. */
  #first = 0
  #characters = 0
  /** The beginning of an event whose end has not come. */
  #rest = ''
  #ended = false
  /** Those who follow, by what tells them that there is more. */
  readonly #followers = new Set<() => void>()

  /** How many there were: the number of the next one. */
  get count(): number {
    return this.#first + this.#events.length
  }

  /** About the bytes that they take in memory. */
  get characters(): number {
    return this.#characters
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Takes a stretch of a stream of server-sent events. */
  push(text: string): void {
    if (this.#ended) return
    // Data is one line of JSON, so an empty line is always between two events.
    const events = (this.#rest + text).split('\n\n')
    this.#rest = events.pop() ?? ''
    // Comments, which keep a connection alive, have no number.
    for (const event of events) if (event !== '' && !event.startsWith(':')) this.#events.push(`${event}\n\n`)
    this.#characters += text.length
    if (this.#characters > MOST_CHARACTERS) this.#dropOldest()
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** Sends the client all events behind number `after`, and those to come, until the last one or until it is gone. */
  follow(call: Pick<GatewayCall, 'reply' | 'onHangUp'>, after: number): Promise<void> {
    const { reply } = call
    let next = after + 1
    let blocked = false
    const send = (): 'more' | 'end' => {
      if (next < this.#first) {
        reply.refuse(
          new GatehouseError(
            'invalid_request',
            'The events of this response are no longer kept from there on: retrieve the response without stream=true.'
          )
        )
        return 'end'
      }
      while (next < this.count) {
        const event = this.#events[next - this.#first] ?? ''
        next += 1
        if (reply.write(Buffer.from(event))) continue
        blocked = true
        return 'more'
      }
      if (!this.#ended) return 'more'
      reply.end()
      return 'end'
    }
    return new Promise((resolve) => {
      const finish = (): void => {
        this.#followers.delete(wake)
        call.onHangUp(null)
        resolve()
      }
      const wake = (): void => {
        if (blocked) return
        if (send() === 'end') finish()
        else if (blocked) {
          reply.onDrain(() => {
            blocked = false
            if (this.#followers.has(wake)) wake()
          })
        }
      }
      this.#followers.add(wake)
      if (next >= this.#first) reply.startStream({})
      call.onHangUp(finish)
      // A client that is gone already has ended it just now.
      if (this.#followers.has(wake)) wake()
    })
  }

  #dropOldest(): void {
    const kept = this.#events.slice(Math.ceil(this.#events.length / 2))
    this.#first = this.count - kept.length
    this.#events = kept
    this.#characters = kept.reduce((sum, event) => sum + event.length, 0)
  }

  #wake(): void {
    for (const wake of this.#followers) wake()
  }
}
