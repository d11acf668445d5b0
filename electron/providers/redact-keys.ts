/**
 * Providers quote keys back ("Incorrect API key provided: sk-..."), some of them whole. What looks like one is taken
 * out before their words reach a log, a reply or the window. Better one word too many than a key.
 */
const KEY_SHAPES: readonly RegExp[] = [
  // Prefixes of OpenAI, OpenRouter, Groq, Cerebras, xAI, Together, Hugging Face, Fireworks, NVIDIA, Replicate keys.
  /\b(?:sk|pk|rk|gsk|csk|xai|tgp|hf|fw|nvapi|r8)[-_][A-Za-z0-9_*-]{6,}/g,
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /(?<=\b(?:bearer|basic)\s+)[^\s"',;]+/gi,
  // Keys without a prefix (Mistral, Azure, Together): a long run of key letters right behind a word that says so.
  /(?<=\b(?:api[ _-]?)?(?:key|token|secret|password)\b(?: provided| is| was)?["'`:=\s(]{1,4})[A-Za-z0-9+/_=.*-]{16,}/gi
]

const REDACTED = '[redacted]'

/** The text without anything that looks like a key. */
export function redactKeys(text: string): string {
  return KEY_SHAPES.reduce((redacted, shape) => redacted.replace(shape, REDACTED), text)
}
