import type { Clock } from '../app/ports.ts'

/** Counts wrong guesses in a window of time and refuses all further ones until it is over. */
export class GuessLimit {
  readonly #clock: Clock
  readonly #allowed: number
  readonly #windowMs: number
  #windowEnds = 0
  #wrong = 0

  constructor(clock: Clock, allowed: number, windowMs: number) {
    this.#clock = clock
    this.#allowed = allowed
    this.#windowMs = windowMs
  }

  /** Whole seconds to wait before the next try; 0: try now. */
  waitSeconds(): number {
    const left = this.#windowEnds - this.#clock.monotonic()
    return left > 0 && this.#wrong >= this.#allowed ? Math.ceil(left / 1000) : 0
  }

  countWrong(): void {
    const now = this.#clock.monotonic()
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + this.#windowMs
      this.#wrong = 0
    }
    this.#wrong++
  }
}
