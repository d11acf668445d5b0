/** Wordings are of provider replies that users reported; each line says whose. */
const SEAL_REFUSED = [
  // Anthropic: "messages.1.content.0: Invalid `signature` in `thinking` block", "Invalid `data` in `redacted_thinking` block"
  /invalid [`'"]?(?:signature|data)[`'"]? in [`'"]?(?:redacted_)?thinking[`'"]? block/,
  // Anthropic: "messages.1.content.0.thinking.signature: Field required", where a client dropped it
  /thinking\.signature: field required/,
  // Anthropic: "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified"
  /thinking[`'"]? blocks in the latest assistant message cannot be modified/,
  // OpenAI, Azure, xAI: "The encrypted content for item rs_... could not be verified"
  /invalid_encrypted_content|encrypted content .{0,400}could not be (?:verified|decrypted|parsed)/,
  // OpenAI: "Item 'rs_...' of type 'reasoning' was provided without its required following item"
  /of type 'reasoning' was provided without its required following item/,
  // OpenAI: "Item with id 'rs_...' not found. Items are not persisted when `store` is set to false"
  /item with id '?rs_\w+'? not found/,
  // Google: "Thought signature is not valid", "Corrupted thought signature", "Invalid value at '...thought_signature'"
  /(?:corrupted|invalid) thought[ _]?signature|thought[ _]?signature is (?:not valid|invalid)/,
  /invalid value at '[^']*thought_?signature'/
]

/**
 * Whether a provider refuses what stands for thoughts in the history (Anthropic's signature, OpenAI's encrypted content,
 * Google's thought signature) as not its own: the same request without them may be taken.
 */
export function isSealRefused(failure: { readonly code: string | null; readonly message: string }): boolean {
  const said = `${failure.code ?? ''} ${failure.message}`.toLowerCase()
  return SEAL_REFUSED.some((pattern) => pattern.test(said))
}
