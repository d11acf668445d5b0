import { assertNever } from '../../../shared/assert-never.ts'

/** What a key press asks of the log page. */
export type LogKeyAction =
  | 'next'
  | 'previous'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'open'
  | 'close'
  | 'search'

export interface LogKeyPress {
  readonly key: string
  /** Ctrl, Cmd or Alt is down: the key belongs to the system or the browser. */
  readonly modified: boolean
  /** Where the focus is: keys typed into a field are text, keys in the detail scroll or move within it. */
  readonly focus: 'field' | 'detail' | 'list' | 'elsewhere'
}

/** The meaning of a key, or undefined where the page leaves it alone. */
export function logKeyAction(press: LogKeyPress): LogKeyAction | undefined {
  if (press.modified) return undefined
  if (press.key === 'Escape') return press.focus === 'field' ? undefined : 'close'
  if (press.focus === 'field') return undefined
  switch (press.key) {
    case '/':
      return 'search'
    case 'j':
      return 'next'
    case 'k':
      return 'previous'
  }
  // The rest has a meaning of its own on buttons, tabs and in text that scrolls.
  if (press.focus !== 'list') return undefined
  switch (press.key) {
    case 'ArrowDown':
      return 'next'
    case 'ArrowUp':
      return 'previous'
    case 'PageDown':
      return 'page-down'
    case 'PageUp':
      return 'page-up'
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    case 'Enter':
    case ' ':
      return 'open'
    default:
      return undefined
  }
}

/** The row that an action leads to, as an index; `count` must be above 0. `at` is -1 where no row is marked yet. */
export function moveTo(
  action: LogKeyAction,
  at: number,
  count: number,
  pageSize: number
): number | undefined {
  const last = count - 1
  const clamp = (index: number): number => Math.min(last, Math.max(0, index))
  switch (action) {
    case 'next':
      return clamp(at + 1)
    case 'previous':
      return at < 0 ? 0 : clamp(at - 1)
    case 'page-down':
      return clamp(Math.max(at, 0) + pageSize)
    case 'page-up':
      return clamp(at - pageSize)
    case 'first':
      return 0
    case 'last':
      return last
    case 'open':
    case 'close':
    case 'search':
      return undefined
    default:
      return assertNever(action)
  }
}
