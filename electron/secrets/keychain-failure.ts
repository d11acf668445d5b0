import type { KeychainState } from './keychain.ts'
import type { KeychainFailure } from './keychain-thread.ts'

type Unusable = Exclude<KeychainState, { kind: 'ready' }>

/**
 * What a failed call of the keychain means, in words of our own; null where its cause is not known. The library gives
 * every failure the same code, so what it says has to do.
 */
export function describeFailure(answer: KeychainFailure, timeoutMs: number): Unusable | null {
  if (answer.kind === 'silent') {
    return {
      kind: 'silent',
      reason:
        `it did not answer within ${timeoutMs / 1_000} seconds. It may be waiting for you to unlock it: ` +
        'answer its dialog, then try again.'
    }
  }
  const { stage, message } = answer
  if (stage === 'load') {
    return { kind: 'absent', reason: 'the keychain library could not be loaded on this platform.' }
  }
  // libdbus, when a service is there but hangs.
  if (message.includes('Did not receive a reply')) {
    return { kind: 'silent', reason: 'it hangs: end its process (or log out and in), then try again.' }
  }
  // Linux: no bus, or nothing on it that owns the name.
  if (stage === 'open') {
    return {
      kind: 'absent',
      reason: 'no Secret Service (GNOME Keyring, KWallet, KeePassXC) answers on the D-Bus session.'
    }
  }
  // A Secret Service that was never set up.
  if (message.includes('no result found')) {
    return {
      kind: 'absent',
      reason: 'it has no keyring yet; make a default one in its own program ("Passwords and Keys" in GNOME).'
    }
  }
  // Windows, in a session without a profile, such as one over SSH (ERROR_NO_SUCH_LOGON_SESSION).
  if (message.includes('logon session') || message.includes('NoSuchLogonSession')) {
    return { kind: 'absent', reason: 'this session has no credential store of its own.' }
  }
  // macOS says the second where it may not ask (over SSH, say).
  if (message.includes('prompt was dismissed') || message.includes('interaction is not allowed')) {
    return { kind: 'locked', reason: 'it is locked. Unlock it, then try again.' }
  }
  return null
}
