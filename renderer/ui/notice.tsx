import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

const TONES = {
  neutral: { icon: Info, classes: 'border-line bg-sunken text-soft', mark: 'text-faint' },
  good: { icon: CircleCheck, classes: 'border-transparent bg-good-soft text-good-ink', mark: '' },
  warn: { icon: TriangleAlert, classes: 'border-transparent bg-warn-soft text-warn-ink', mark: '' },
  bad: { icon: OctagonAlert, classes: 'border-transparent bg-bad-soft text-bad-ink', mark: '' }
} as const

/** A sentence that matters where it stands. `live` ones are read out when they appear. */
export function Notice({
  tone = 'neutral',
  live,
  children,
  className
}: {
  readonly tone?: keyof typeof TONES
  readonly live?: boolean
  readonly children: ReactNode
  readonly className?: string
}) {
  const { icon: Icon, classes, mark } = TONES[tone]
  return (
    <div
      role={live === true ? (tone === 'bad' ? 'alert' : 'status') : undefined}
      className={cn('flex gap-2 rounded-md border px-3 py-2 text-sm', classes, className)}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', mark)} strokeWidth={1.75} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  )
}
