import { type RefObject, useEffect, useEffectEvent } from 'react'
import { ROW_HEIGHT } from './log-columns.ts'
import { logKeyAction, type LogKeyPress, moveTo } from './log-keys.ts'

/** The keys of the log page, wherever the focus is on it. A dialog or menu over the page keeps its keys. */
export function useLogKeys(options: {
  readonly count: number
  /** Index that the keyboard is on; -1 for none. */
  readonly marked: number
  readonly detailOpen: boolean
  readonly scroller: RefObject<HTMLElement | null>
  readonly grid: RefObject<HTMLElement | null>
  readonly search: RefObject<HTMLElement | null>
  readonly onStep: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly onClose: () => void
}): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const focus = focusOf(event.target, options.grid.current)
    if (focus === undefined) return
    const modified = event.ctrlKey || event.metaKey || event.altKey
    const action = logKeyAction({ key: event.key, modified, focus })
    if (action === undefined) {
      if (event.key === 'Escape' && focus === 'field') options.grid.current?.focus({ preventScroll: true })
      return
    }
    if (action === 'close' && !options.detailOpen) return
    event.preventDefault()
    if (action === 'search') options.search.current?.querySelector('input')?.focus()
    else if (action === 'close') options.onClose()
    else if (action === 'open') {
      if (options.marked >= 0) options.onOpen(options.marked)
    } else if (options.count > 0) {
      const page = Math.max(1, Math.floor((options.scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
      const index = moveTo(action, options.marked, options.count, page)
      if (focus === 'elsewhere') options.grid.current?.focus({ preventScroll: true })
      if (index !== undefined) options.onStep(index)
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      onKey(event)
    }
    document.addEventListener('keydown', listener)
    return () => {
      document.removeEventListener('keydown', listener)
    }
  }, [])
}

/** Where a key was pressed; undefined in something over the page. */
function focusOf(target: EventTarget | null, grid: HTMLElement | null): LogKeyPress['focus'] | undefined {
  if (!(target instanceof Element)) return 'elsewhere'
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return undefined
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return 'field'
  if (target.closest('[data-log-detail]') !== null) return 'detail'
  return grid?.contains(target) === true ? 'list' : 'elsewhere'
}
