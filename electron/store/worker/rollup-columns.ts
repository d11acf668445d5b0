import type { SpendFigures } from '../../../shared/contract/index.ts'

/** The columns of a roll-up that add up: written with each batch, summed by every question about spend. */
export const ROLLUP_COLUMNS = [
  'requests',
  'errors',
  'input',
  'cache_read',
  'cache_write',
  'output',
  'reasoning',
  'cost_nanos',
  'unpriced',
  'total_ms',
  'ttft_ms',
  'ttft_count'
] as const satisfies readonly (keyof SpendFigures)[]
