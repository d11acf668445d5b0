import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../app/ports.ts'

/** A link that nobody opened stops working after a day. */
const LINK_LIFE_MS = 24 * 3_600_000
/** Used and expired links are remembered a while, so that a refusal can say which it was. */
const REMEMBERED_LINKS = 200

interface Link {
  readonly hash: Buffer
  readonly expires: number
  used: boolean
}

export type Redeemed = 'accepted' | 'used' | 'expired' | 'unknown'

/** The once-only secrets of login links. They live in memory: a restart ends the links that nobody opened. */
export class LoginLinks {
  readonly #clock: Clock
  #links: Link[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A new secret, for the fragment of a link: fragments are sent to no server and stand in no log. */
  create(): string {
    const secret = randomBytes(32).toString('base64url')
    const link: Link = { hash: sha256(secret), expires: this.#clock.now() + LINK_LIFE_MS, used: false }
    this.#links = [...this.#links, link].slice(-REMEMBERED_LINKS)
    return secret
  }

  /** Uses a secret up. */
  redeem(secret: string): Redeemed {
    const hash = sha256(secret)
    // Every one is compared, so the time says nothing about which was near.
    const found = this.#links.filter((link) => timingSafeEqual(link.hash, hash))[0]
    if (found === undefined) return 'unknown'
    if (found.used) return 'used'
    if (found.expires <= this.#clock.now()) return 'expired'
    found.used = true
    return 'accepted'
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
