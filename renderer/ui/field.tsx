import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

/** What a control in a field must carry: spread it over the input. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

/** A labelled control with its hint and its error; the child is a function of the attributes that tie them together. */
export function Field({
  label,
  hint,
  error,
  aside,
  children,
  className
}: {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong and what is expected; takes the hint's place. */
  readonly error?: string | undefined
  /** Words or a small button at the right of the label. */
  readonly aside?: ReactNode
  readonly children: (control: FieldControl) => ReactNode
  readonly className?: string
}) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-xs font-medium text-soft">
          {label}
        </label>
        {aside !== undefined && <div className="text-xs text-faint">{aside}</div>}
      </div>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : noteId,
        'aria-invalid': error !== undefined
      })}
      {note !== undefined && (
        <div
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={cn('text-xs', error === undefined ? 'text-faint' : 'text-bad-ink')}
        >
          {note}
        </div>
      )}
    </div>
  )
}
