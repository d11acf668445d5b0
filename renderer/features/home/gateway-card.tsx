import { CircleCheck, OctagonAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SystemStatus } from '../../../shared/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Message } from '../../ui/message.tsx'

/** Whether the gateway runs, and the one address that every app needs. */
export function GatewayCard({ status }: { readonly status: SystemStatus }) {
  const { t } = useTranslation('home')
  const { gateway, key_store: keyStore } = status
  return (
    <section aria-label={gateway.running ? t('gateway.running') : t('gateway.stopped')}>
      <div className="flex min-h-22 flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-surface p-4">
        {gateway.running ? (
          <span className="flex size-8 items-center justify-center rounded-lg bg-good-soft text-good-ink">
            <CircleCheck aria-hidden className="size-4" />
          </span>
        ) : (
          <span className="flex size-8 items-center justify-center rounded-lg bg-bad-soft text-bad-ink">
            <OctagonAlert aria-hidden className="size-4" />
          </span>
        )}
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-base font-semibold text-ink">
            {gateway.running ? t('gateway.running') : t('gateway.stopped')}
          </h2>
          <p className="text-sm text-faint">
            {gateway.running ? t('gateway.hint') : <Message text={gateway.error ?? ''} />}
            {gateway.in_flight > 0 && ` · ${t('gateway.inFlight', { count: gateway.in_flight })}`}
          </p>
        </div>
        {gateway.running ? (
          <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
            <code className="font-mono text-sm text-ink select-all">{gateway.url}</code>
            <CopyButton text={gateway.url} label={t('gateway.copy')} />
          </div>
        ) : (
          <Button asChild>
            <Link href="/settings">{t('gateway.changePort')}</Link>
          </Button>
        )}
      </div>
      {keyStore.kind === 'locked' && keyStore.warning !== null && (
        <Notice tone="warn" className="mt-3">
          <Message text={keyStore.warning} />
        </Notice>
      )}
    </section>
  )
}
