import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import type { FirstStepsState, StepName } from './use-first-steps.ts'

/** Where a step is taken; the first request is sent elsewhere. */
const LINKS = { account: '/accounts?add', token: '/tokens?new', connect: '/tokens?connect' } as const

/** From nothing to the first request, one step at a time, ticking off as things happen. */
export function FirstSteps({ steps }: { readonly steps: FirstStepsState }) {
  const { t } = useTranslation('home')
  const done = steps.steps.filter((step) => step.done).length
  const next = steps.steps.find((step) => !step.done)?.name
  return (
    <section className="rounded-lg border border-line bg-surface" aria-labelledby="first-steps">
      <div className="flex min-h-12 items-center gap-3 border-b border-line px-4">
        <h2 id="first-steps" className="text-sm font-semibold text-ink">
          {steps.finished ? t('start.doneTitle') : t('start.title')}
        </h2>
        <output className="text-xs text-faint">
          {t('start.progress', { done, total: steps.steps.length })}
        </output>
        {steps.finished && (
          <Button size="sm" className="ml-auto" onClick={steps.hide}>
            {t('start.hide')}
          </Button>
        )}
      </div>
      <ol>
        {steps.steps.map((step, index) => (
          <Step
            key={step.name}
            name={step.name}
            number={index + 1}
            done={step.done}
            next={step.name === next}
            listening={next === 'connect' || next === 'request'}
          />
        ))}
      </ol>
    </section>
  )
}

function Step({
  name,
  number,
  done,
  next,
  listening
}: {
  readonly name: StepName
  readonly number: number
  readonly done: boolean
  readonly next: boolean
  /** All is there for a request to come in. */
  readonly listening: boolean
}) {
  const { t } = useTranslation('home')
  return (
    <li className="flex min-h-16 items-center gap-4 border-b border-line px-4 py-3 last:border-b-0">
      <span
        className={cn(
          'flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-medium',
          done && 'border-transparent bg-good-soft text-good-ink',
          next && 'border-accent text-accent-ink',
          !done && !next && 'border-line-strong text-faint'
        )}
      >
        {done ? <Check aria-label={t('start.done')} className="size-3.5" strokeWidth={2.5} /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <div className={cn('text-sm font-medium', done ? 'text-faint' : 'text-ink')}>
          {t(`start.${name}.title`)}
        </div>
        <div className="text-sm text-faint">{t(`start.${name}.text`)}</div>
      </div>
      {name === 'request' && listening && !done && <Waiting />}
      {name !== 'request' && !done && (
        <Button asChild variant={next ? 'primary' : 'secondary'}>
          <Link href={LINKS[name]}>{t(`start.${name}.action`)}</Link>
        </Button>
      )}
    </li>
  )
}

/** Says that the window listens, calmly. */
function Waiting() {
  const { t } = useTranslation('home')
  return (
    <span className="flex items-center gap-2 text-xs text-faint">
      <span aria-hidden className="size-1.5 animate-shimmer rounded-full bg-accent" />
      {t('start.request.waiting')}
    </span>
  )
}
