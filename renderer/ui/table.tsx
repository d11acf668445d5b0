import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A table in a frame that scrolls sideways where it must. Rows are 40 px; long tables are virtual instead. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className={cn('relative overflow-x-auto rounded-lg border border-line bg-surface', className)}>
      <table {...props} className="w-full border-collapse text-left text-sm" />
    </div>
  )
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} className={cn('border-b border-line', props.className)} />
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} className={cn('[&>tr:last-child]:border-b-0', props.className)} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr {...props} className={cn('border-b border-line', className)} />
}

/** `numeric` cells stand at the right, in tabular figures. */
export function TableHeader({
  numeric,
  className,
  ...props
}: ComponentProps<'th'> & { readonly numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        'h-8 px-3 text-xs font-medium whitespace-nowrap text-faint',
        numeric === true && 'text-right',
        className
      )}
    />
  )
}

export function TableCell({
  numeric,
  className,
  ...props
}: ComponentProps<'td'> & { readonly numeric?: boolean }) {
  return (
    <td
      {...props}
      className={cn('h-10 px-3', numeric === true && 'text-right whitespace-nowrap tabular-nums', className)}
    />
  )
}
