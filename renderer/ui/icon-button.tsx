import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = ComponentProps<'button'> & {
  /** What it does: the tooltip and the name that a screen reader says. */
  readonly label: string
}

/** A square button with one icon, 28 px, and its meaning in a tooltip. */
export function IconButton({ label, className, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...props}
        className={cn(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-faint transition-colors duration-100',
          'enabled:hover:bg-hover enabled:hover:text-ink disabled:opacity-50 data-[state=open]:bg-hover data-[state=open]:text-ink [&_svg]:size-4',
          className
        )}
      />
    </Tooltip>
  )
}
