import { type ReactNode, useId } from 'react'

/** What the control of a row carries, so that it has a name; buttons have their own words and take no `id`. */
export interface RowControl {
  readonly id: string | undefined
  readonly 'aria-describedby': string | undefined
}

/** The rows of one subject, in a frame. */
export function SettingGroup({ children }: { readonly children: ReactNode }) {
  return <div className="rounded-lg border border-line bg-surface">{children}</div>
}

/** One setting: its name and what it does at the left, its control at the right. `action` for rows with a button. */
export function SettingRow({
  label,
  action,
  hint,
  children
}: {
  readonly label: string
  readonly action?: boolean
  readonly hint?: ReactNode
  readonly children: (control: RowControl) => ReactNode
}) {
  const id = useId()
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        {action === true ? (
          <div className="text-sm font-medium text-ink">{label}</div>
        ) : (
          <label htmlFor={id} className="text-sm font-medium text-ink">
            {label}
          </label>
        )}
        {hint !== undefined && (
          <div id={`${id}-hint`} className="text-xs text-faint">
            {hint}
          </div>
        )}
      </div>
      <div className="flex max-w-full shrink-0 items-center gap-2">
        {children({
          id: action === true ? undefined : id,
          'aria-describedby': hint === undefined ? undefined : `${id}-hint`
        })}
      </div>
    </div>
  )
}

/** One fact: its name at the left, what it is at the right. */
export function FactRow({
  label,
  note,
  children
}: {
  readonly label: string
  readonly note?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-6 gap-y-1 border-b border-line px-4 py-2 last:border-b-0">
      <dt className="w-40 shrink-0 text-sm text-faint">{label}</dt>
      <dd className="min-w-0 flex-1 text-sm text-ink">
        {children}
        {note !== undefined && <div className="text-xs text-faint">{note}</div>}
      </dd>
    </div>
  )
}
