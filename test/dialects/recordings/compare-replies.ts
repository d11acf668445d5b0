import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import type { ChoiceReading, FinishClass, ReplyReading, UsageReading } from './reading.ts'
import { canonical } from './walk-json.ts'

/** What a provider's reply says and the client's does not. */
export function compareReplies(
  before: ReplyReading,
  after: ReplyReading,
  target: ClientDialectId
): readonly string[] {
  const found: string[] = []
  // Responses, Messages and Cohere have one answer.
  const single = ['openai-responses', 'anthropic-messages', 'cohere-chat'].includes(target)
  const wanted = single ? before.choices.slice(0, 1) : before.choices
  if (before.choices.length > wanted.length) found.push(`${before.choices.length} answers became 1`)
  // What had come before an error stands in events that no whole item closes.
  if (before.error !== null) return after.error === null ? ['an error was lost'] : after.broken
  if (after.choices.length !== wanted.length)
    return [...found, `${wanted.length} answers became ${after.choices.length}`]
  for (const [place, choice] of wanted.entries()) {
    const other = after.choices[place]
    if (other !== undefined) found.push(...compareChoices(choice, other, target))
  }
  if (after.error !== null) found.push('an error came from nowhere')
  return [...new Set([...found, ...compareUsage(before.usage, after.usage), ...after.broken])]
}

function compareChoices(
  before: ChoiceReading,
  after: ChoiceReading,
  target: ClientDialectId
): readonly string[] {
  const found: string[] = []
  if (before.text + before.refusal !== after.text + after.refusal) found.push('text differs')
  const finish = finishAs(target, before)
  // A whole reply that does not say why it ended has ended all the same.
  const ended = finish === null && (after.finish === 'stop' || after.finish === 'tool')
  const vague = before.finish === 'other' && (after.finish === 'other' || after.finish === 'stop')
  if (finish !== after.finish && !ended && !vague)
    found.push(`finish ${before.finish} became ${after.finish}`)
  // A client of completions can't ask for anything but text.
  if (target === 'openai-completions') return found
  // Several summaries become one with a line between them.
  if (before.reasoning.replace(/\s+/g, '') !== after.reasoning.replace(/\s+/g, ''))
    found.push('reasoning differs')
  if (!sameCalls(before.calls, after.calls)) found.push('calls differ')
  if (canonical(before.media) !== canonical(after.media)) found.push('media differ')
  return found
}

/** Free text of a custom tool is an argument where there are only functions. */
function sameCalls(before: ChoiceReading['calls'], after: ChoiceReading['calls']): boolean {
  return (
    before.length === after.length &&
    before.every(({ name, args }, place) => {
      const other = after[place]
      return other?.name === name && (other.args === args || other.args === canonical({ input: args }))
    })
  )
}

/** The words that a dialect has for the end of an answer. */
function finishAs(target: ClientDialectId, { finish, calls, refusal }: ChoiceReading): FinishClass | null {
  if (target === 'openai-completions') return finish === 'length' || finish === 'filter' ? finish : 'stop'
  // Messages has no text of a refusal, but a reason.
  if (refusal !== '' && target === 'anthropic-messages') return 'filter'
  // Cohere's second version has no word for a filter.
  if (target === 'cohere-chat' && finish === 'filter') return 'error'
  // A pause is Anthropic's alone, and so is a word of one provider that means no other's.
  if (finish === 'other' || (finish === 'pause' && target !== 'anthropic-messages')) {
    return calls.length > 0 ? 'tool' : 'stop'
  }
  return finish
}

function compareUsage(before: UsageReading | null, after: UsageReading | null): readonly string[] {
  if (before === null) return []
  return (['input', 'cached', 'output', 'reasoning'] as const)
    .filter((name) => (before[name] ?? 0) !== (after?.[name] ?? 0))
    .map(
      (name) =>
        `usage ${name}: ${before[name] === null ? 'came from nowhere' : after === null ? 'no usage' : 'differs'}`
    )
}
