import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import type { DraftTest } from './use-draft-test.ts'
import { Message } from '../../ui/message.tsx'

/** What the provider said, in words. */
export function TestResult({ provider, test }: { readonly provider: string; readonly test: DraftTest }) {
  const place = useRef<HTMLDivElement>(null)
  // With more options open, the answer may be below the fold, and the test would seem to do nothing.
  useEffect(() => {
    if (test.running || test.failure !== null || test.result !== null) {
      place.current?.scrollIntoView({ block: 'nearest' })
    }
  }, [test.running, test.failure, test.result])
  return (
    <div ref={place}>
      <TestWords provider={provider} test={test} />
    </div>
  )
}

function TestWords({ provider, test }: { readonly provider: string; readonly test: DraftTest }) {
  const { t } = useTranslation('accounts')
  if (test.running) {
    return (
      <output className="flex items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm text-soft">
        <Spinner />
        {t('form.testRunning', { provider })}
      </output>
    )
  }
  if (test.failure !== null) {
    return (
      <Notice tone="bad" live>
        <Message text={test.failure} />
      </Notice>
    )
  }
  if (test.result === null) return null
  const { ok, message, models, duration_ms: durationMs } = test.result
  return (
    <Notice tone={ok ? 'good' : 'bad'} live>
      <p>
        <Message text={message} />
      </p>
      {ok && (
        <p className="mt-0.5 text-xs">
          {models.length === 0
            ? t('form.foundNone')
            : t('form.found', { count: models.length, duration: formatDuration(durationMs) })}
        </p>
      )}
    </Notice>
  )
}
