import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'

/** Code or a command to read and copy, as it is. Scrolls sideways by itself and can be reached with the keyboard. */
export function CodeBlock({
  code,
  label,
  wrap,
  className
}: {
  readonly code: string
  /** What the copy button says it copies. */
  readonly label: string
  readonly wrap?: boolean
  readonly className?: string
}) {
  return (
    <div className={cn('relative rounded-lg border border-line bg-sunken', className)}>
      <pre
        // Scrollable, so the keyboard must be able to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={cn(
          'overflow-auto rounded-lg p-3 pr-10 font-mono text-xs leading-5 text-ink',
          wrap === true && 'break-words whitespace-pre-wrap'
        )}
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={label} className="absolute top-1.5 right-1.5 bg-sunken" />
    </div>
  )
}
