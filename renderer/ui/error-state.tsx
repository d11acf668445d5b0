import { RotateCw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { Message } from './message.tsx'

/** What a page shows when its data could not be had: what happened, and another try. */
export function ErrorState({
  title,
  message,
  onRetry,
  retrying,
  className
}: {
  readonly title?: string
  /** What happened and what to do, from the error. */
  readonly message: string
  readonly onRetry?: () => void
  readonly retrying?: boolean
  readonly className?: string
}) {
  const { t } = useTranslation('ui')
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center px-6 py-16 text-center', className)}
    >
      <div className="mb-4 flex size-10 items-center justify-center rounded-lg bg-bad-soft">
        <TriangleAlert aria-hidden className="size-[18px] text-bad-ink" strokeWidth={1.75} />
      </div>
      <h2 className="text-base font-semibold text-ink">{title ?? t('error.title')}</h2>
      <p className="mt-1 max-w-110 text-sm text-balance break-words text-soft">
        <Message text={message} />
      </p>
      {onRetry !== undefined && (
        <Button className="mt-5" onClick={onRetry} loading={retrying ?? false}>
          {retrying !== true && <RotateCw aria-hidden />}
          {t('error.retry')}
        </Button>
      )}
    </div>
  )
}
