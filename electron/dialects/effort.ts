/**
 * How much thinking, said in words (OpenAI `reasoning_effort`, Anthropic `effort`) or in tokens (Anthropic
 * `budget_tokens`, Gemini `thinkingBudget`). The figures are the ones that providers give where they translate
 * themselves: Google's OpenAI door takes low for 1,024, medium for 8,192 and high for 24,576
 * (https://ai.google.dev/gemini-api/docs/openai#thinking).
 */
const BUDGETS: readonly (readonly [effort: string, tokens: number])[] = [
  ['none', 0],
  ['minimal', 1024],
  ['low', 1024],
  ['medium', 8192],
  ['high', 24_576],
  ['xhigh', 32_768],
  ['max', 32_768]
]

/** Tokens for an effort; undefined for a word that is not known. */
export function budgetOfEffort(effort: string): number | undefined {
  return BUDGETS.find(([name]) => name === effort)?.[1]
}

/** The word for a budget: the smallest effort that allows it. */
export function effortOfBudget(tokens: number): string {
  if (tokens <= 0) return 'none'
  if (tokens <= 1024) return 'low'
  if (tokens <= 8192) return 'medium'
  return 'high'
}
