import type { RuleForm } from './prices-form.ts'

/** The first rule that matches a model id. Case does not count: genai-prices lowers ids before it compares them. */
export function findRule(rules: readonly RuleForm[], model: string): RuleForm | undefined {
  const id = model.toLowerCase()
  return rules.find((rule) =>
    rule.match === undefined ? rule.id === id : rule.match.some((clause) => matches(clause, id))
  )
}

/** Clauses are described at `RuleForm`. */
function matches(clause: string, id: string): boolean {
  const kind = clause.charAt(0)
  const text = clause.slice(1)
  if (kind === '=') return id === text
  if (kind === '^') return id.startsWith(text)
  if (kind === '$') return id.endsWith(text)
  if (kind === '*') return id.includes(text)
  return kind === '/' && new RegExp(text).test(id)
}
