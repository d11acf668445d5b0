/** Whether the OS keychain can be used now; where it can't, `reason` says why in words that follow a colon. */
export type KeychainState =
  | { readonly kind: 'ready' }
  | {
      /**
       * `absent`: there is none here. `locked`: there is one, and it refuses. `silent`: a call has not come back, such as
       * one that waits for a person to answer the unlock dialog.
       */
      readonly kind: 'absent' | 'locked' | 'silent'
      readonly reason: string
    }

/** The OS keychain, for the entries of one data folder. Every call throws `secret_store_unavailable` where it can't tell. */
export interface Keychain {
  /** What people call it, such as "macOS Keychain". */
  readonly name: string
  /** The largest value that is put into one entry, UTF-8 bytes. */
  readonly maxBytes: number
  /**
   * Whether it can be used. The first call tries it with an entry of its own. `report` answers from what is known where
   * asking again could open a dialog in front of a person who is only looking; `use` asks again after a while.
   */
  state(purpose: 'report' | 'use'): Promise<KeychainState>
  /** The value, or null where there surely is none. */
  read(entry: string): Promise<string | null>
  /** Resolves once the value has been read back. */
  write(entry: string, value: string): Promise<void>
  /** The value of an entry that is made where there surely is none. */
  ensure(entry: string, make: () => string): Promise<string>
  /** Whether there was one to delete. */
  remove(entry: string): Promise<boolean>
}
