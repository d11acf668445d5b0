import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'

const styles = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors duration-100 disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0'
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink enabled:hover:bg-hover',
        ghost: 'border-transparent text-soft enabled:hover:bg-hover enabled:hover:text-ink',
        danger: 'border-transparent bg-bad text-on-accent enabled:hover:bg-bad-hover',
        'danger-ghost': 'border-transparent text-bad-ink enabled:hover:bg-bad-soft'
      },
      size: {
        sm: 'h-7 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-9 px-4 text-sm'
      }
    },
    defaultVariants: { variant: 'secondary', size: 'md' }
  }
)

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof styles> & {
    /** Shows a spinner and takes no further click. */
    readonly loading?: boolean
    /** Renders the only child (a link) in the button's clothes. */
    readonly asChild?: boolean
  }

/** The one button. `type` is `button` unless said otherwise, so that none submits a form by accident. */
export function Button({ variant, size, loading, asChild, className, children, ...props }: ButtonProps) {
  const classes = cn(styles({ variant, size }), className)
  if (asChild === true) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      {...props}
      className={classes}
      aria-busy={loading === true}
      disabled={props.disabled === true || loading === true}
    >
      {loading === true && <Spinner />}
      {children}
    </button>
  )
}
