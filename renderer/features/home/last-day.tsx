import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Spend } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { useNow } from '../../ui/use-now.ts'
import { lastDaySpan } from './spans.ts'

const hour = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** How busy the last 24 hours were, with the answer in words above the bars. */
export function LastDay() {
  const { t } = useTranslation('home')
  const now = useNow()
  const query = useQuery(
    api.spend.query.queryOptions({ input: lastDaySpan(now), placeholderData: (old) => old })
  )
  const buckets = query.data?.buckets
  // The figures above say it when the database can't be read; a second complaint helps nobody.
  if (query.isError && buckets === undefined) return null
  return (
    <Section
      title={t('hours.title')}
      className="mt-0"
      description={
        buckets === undefined ? <Skeleton className="mt-1 h-3 w-64" /> : <Answer buckets={buckets} />
      }
    >
      <div className="rounded-lg border border-line bg-surface px-4 pt-4 pb-2">
        {buckets === undefined ? <div className="h-14" /> : <Bars buckets={buckets} />}
        <div aria-hidden className="mt-2 flex justify-between text-2xs text-faint">
          <span>{t('hours.ago')}</span>
          <span>{t('hours.now')}</span>
        </div>
      </div>
    </Section>
  )
}

type Buckets = Spend['buckets']

function useAnswer(buckets: Buckets): string {
  const { t } = useTranslation('home')
  const busiest = buckets.reduce<Buckets[number] | undefined>(
    (best, bucket) => (bucket.figures.requests > (best?.figures.requests ?? 0) ? bucket : best),
    undefined
  )
  if (busiest === undefined) return t('hours.quiet')
  const words = {
    hour: hour.format(new Date(busiest.start)),
    requests: formatCount(busiest.figures.requests),
    last: formatCount(buckets.at(-1)?.figures.requests ?? 0)
  }
  return busiest.figures.requests === 1 ? t('hours.busiestOne', words) : t('hours.busiest', words)
}

function Answer({ buckets }: { readonly buckets: Buckets }) {
  return useAnswer(buckets)
}

function Bars({ buckets }: { readonly buckets: Buckets }) {
  const { t } = useTranslation('home')
  const answer = useAnswer(buckets)
  return (
    <Sparkline
      height={56}
      label={t('hours.label', { answer })}
      bars={buckets.map((bucket) => ({
        key: bucket.start,
        value: bucket.figures.requests,
        bad: bucket.figures.errors,
        label: t('hours.bar', {
          hour: hour.format(new Date(bucket.start)),
          requests: formatCount(bucket.figures.requests),
          errors: formatCount(bucket.figures.errors)
        })
      }))}
    />
  )
}
