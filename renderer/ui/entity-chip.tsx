import { createElement } from 'react'
import { cn } from './cn.ts'
import { entityColours, type EntityKind, modelShape } from './entity-palette.ts'

/** The mark alone: a square letter for an account, a shape for a model, a round letter for a token. */
export function EntityIcon({
  kind,
  name,
  size = 'sm',
  className
}: {
  readonly kind: EntityKind
  readonly name: string
  readonly size?: 'sm' | 'lg'
  readonly className?: string
}) {
  const { soft, ink } = entityColours(kind, name)
  const letter = /[A-Za-z0-9]/.exec(name)?.[0]?.toUpperCase() ?? '?'
  return (
    <span
      aria-hidden
      style={{ background: soft, color: ink }}
      className={cn(
        'inline-flex shrink-0 items-center justify-center font-semibold select-none',
        kind === 'token' ? 'rounded-full' : size === 'lg' ? 'rounded-lg' : 'rounded-sm',
        size === 'lg' ? 'size-8 text-sm' : 'size-[18px] text-2xs leading-none',
        className
      )}
    >
      {kind === 'model'
        ? createElement(modelShape(name), {
            className: size === 'lg' ? 'size-4' : 'size-3',
            strokeWidth: 2.25
          })
        : letter}
    </span>
  )
}

/** An account, model or token by name, with the colour and icon that it has everywhere. */
export function EntityChip({
  kind,
  name,
  muted,
  className
}: {
  readonly kind: EntityKind
  readonly name: string
  /** For names that are not the main thing of their row. */
  readonly muted?: boolean
  readonly className?: string
}) {
  return (
    <span className={cn('inline-flex max-w-full min-w-0 items-center gap-2 align-middle', className)}>
      <EntityIcon kind={kind} name={name} />
      <span className={cn('min-w-0 truncate', muted === true ? 'text-soft' : 'text-ink')} title={name}>
        {name}
      </span>
    </span>
  )
}
