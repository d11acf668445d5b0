import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { cn } from '../../ui/cn.ts'

/** Something folded away that opens in place; what is in it is made when it is first opened. */
export function Fold({
  title,
  note,
  children,
  className
}: {
  readonly title: ReactNode
  /** A few words of what is inside, while it is closed. */
  readonly note?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={className}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open)
        }}
        className="flex max-w-full items-center gap-1.5 rounded-sm text-left text-xs font-medium text-soft hover:text-ink"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            'size-3.5 shrink-0 text-faint transition-transform duration-100',
            open && 'rotate-90'
          )}
        />
        <span className="shrink-0">{title}</span>
        {!open && note !== undefined && (
          <span className="min-w-0 truncate font-normal text-faint">{note}</span>
        )}
      </button>
      {open && (
        <div id={id} className="mt-2 ml-[7px] border-l border-line pl-3.5">
          {children}
        </div>
      )}
    </div>
  )
}
