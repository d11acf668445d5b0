import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
}

/** One choice of two to five that are all in sight. */
export function Segmented<Value extends string>({
  value,
  onChange,
  segments,
  label,
  className
}: {
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly segments: readonly Segment<Value>[]
  /** What is chosen here, for screen readers. */
  readonly label: string
  readonly className?: string
}) {
  const choose = (next: string): void => {
    // Pressing the chosen one again gives '': one is always chosen.
    const segment = segments.find((candidate) => candidate.value === next)
    if (segment !== undefined) onChange(segment.value)
  }
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={choose}
      aria-label={label}
      className={cn(
        'inline-flex h-8 items-center gap-0.5 rounded-md border border-line bg-sunken p-0.5',
        className
      )}
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          className={cn(
            'inline-flex h-full flex-1 items-center justify-center gap-1.5 rounded-sm border border-transparent px-2.5 text-xs font-medium whitespace-nowrap text-soft',
            'transition-colors duration-100 hover:text-ink data-[state=on]:border-line data-[state=on]:bg-surface data-[state=on]:text-ink [&_svg]:size-3.5'
          )}
        >
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
