import { type ReactNode, useId } from 'react'
import { Checkbox } from './checkbox.tsx'
import { cn } from './cn.ts'

/** A checkbox with its words, which can be clicked too. */
export function CheckboxRow({
  checked,
  onChange,
  children,
  className
}: {
  readonly checked: boolean | 'indeterminate'
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  readonly className?: string
}) {
  const id = useId()
  return (
    <div className={cn('flex items-center gap-3', className)}>
      <Checkbox
        id={id}
        checked={checked}
        onCheckedChange={(next) => {
          onChange(next === true)
        }}
      />
      <label htmlFor={id} className="min-w-0 flex-1">
        {children}
      </label>
    </div>
  )
}
