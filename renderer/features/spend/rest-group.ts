import type { Spend } from '../../../shared/contract/spend.ts'

/** How many groups the log tells apart; what is beyond comes as one more, under this name. */
const TOLD_APART = 12
const REST_KEY = 'other'

/** Index of the group that stands for all the small ones; -1 where there is none. */
export function restGroupIndex(groups: Spend['groups']): number {
  const last = groups.length - 1
  return groups.length > TOLD_APART && groups[last]?.key === REST_KEY ? last : -1
}
