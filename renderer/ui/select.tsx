import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  /** A second line for choices that need a word more. */
  readonly hint?: string
}

/** One choice of a few. Values are never empty strings: Radix keeps those for "nothing chosen". */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  label,
  id,
  placeholder,
  disabled,
  className
}: {
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
  readonly options: readonly SelectOption<Value>[]
  /** Its name for screen readers, where no <label> points at `id`. */
  readonly label?: string
  readonly id?: string | undefined
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly className?: string
}) {
  const choose = (next: string): void => {
    const option = options.find((candidate) => candidate.value === next)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <Primitive.Root value={value ?? ''} onValueChange={choose} disabled={disabled ?? false}>
      <Primitive.Trigger
        id={id}
        aria-label={label}
        className={cn(
          'inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink',
          'transition-colors duration-100 hover:border-faint/60 disabled:opacity-50 data-placeholder:text-faint',
          className
        )}
      >
        <span className="min-w-0 truncate">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-faint" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-raised"
        >
          <Primitive.Viewport>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="flex items-center gap-2 rounded-md py-1.5 pr-2 pl-2 text-sm text-ink outline-none select-none data-highlighted:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.hint !== undefined && (
                    <span className="block text-xs text-faint">{option.hint}</span>
                  )}
                </span>
                <span className="flex w-3.5 shrink-0 justify-center">
                  <Primitive.ItemIndicator>
                    <Check aria-hidden className="size-3.5 text-accent-ink" />
                  </Primitive.ItemIndicator>
                </span>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
