import { describe, expect, test } from 'vitest'
import { isSealRefused } from '../../electron/providers/is-seal-refused.ts'
import { readFailure } from '../../electron/providers/read-failure.ts'

const refused = (message: string, code: string | null = null): boolean =>
  isSealRefused(readFailure(400, JSON.stringify({ error: { type: 'invalid_request_error', message, code } })))

describe("a provider that refuses another's thoughts", () => {
  test.each([
    'messages.5.content.24: Invalid `signature` in `thinking` block',
    "messages.1.content.0: Invalid 'data' in 'redacted_thinking' block",
    'messages.1.content.0.thinking.signature: Field required',
    'messages.19.content.1: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.',
    'The encrypted content for item rs_0d09d6e56879e765 could not be verified. Reason: Encrypted content organization_id did not match the target organization.',
    'The encrypted content gAAA...kpk= could not be verified. Reason: Encrypted content could not be decrypted or parsed.',
    "Item 'rs_68b0' of type 'reasoning' was provided without its required following item.",
    "Item with id 'rs_e4b629791682303c' not found. Items are not persisted when `store` is set to false.",
    'Unable to submit request because Thought signature is not valid',
    'Corrupted thought signature.',
    "Invalid value at 'contents[3].parts[0].thought_signature' (TYPE_BYTES), Base64 decoding failed",
    'Provider returned error: Corrupted thought signature.'
  ])('says: %s', (message) => {
    expect(refused(message)).toBe(true)
  })

  test('may say it by its code alone', () => {
    expect(refused('no', 'invalid_encrypted_content')).toBe(true)
  })

  test.each([
    'prompt is too long: 215043 tokens > 200000 maximum',
    'Expected `thinking` or `redacted_thinking`, but found `tool_use`.',
    'Function call `get_weather` in the 2. content block is missing a `thought_signature`.',
    "Invalid value: 'thinking'. Supported values are: 'text'.",
    "Item with id 'msg_1' not found.",
    'Overloaded'
  ])('is not meant by: %s', (message) => {
    expect(refused(message)).toBe(false)
  })
})
