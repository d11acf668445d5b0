/** What tells calls without an id apart from those of other replies: the reply's id, and the choice but the first. */
export function idStem(replyId: string | undefined, choice: number): string {
  const stem = (replyId ?? 'reply').replace(/[^a-zA-Z0-9]/g, '').slice(-24)
  return choice === 0 ? stem : `${stem}_${choice}`
}
