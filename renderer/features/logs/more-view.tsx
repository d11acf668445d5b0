import { ListFilter } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { cn } from '../../ui/cn.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { dialectWay } from './dialect-words.ts'
import { ANY_LOG, type LogFacet, writeLogView } from './log-view.ts'

/** Everything else about a request: its names to copy or to look for, its metadata. */
export function MoreView({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const metadata = Object.entries(row.metadata)
  return (
    <>
      <div className="mb-4 flex gap-2">
        <CopyButton text={location.href} label={t('more.link')} showLabel />
        <CopyButton text={JSON.stringify(row, null, 2)} label={t('more.asJson')} showLabel />
      </div>
      <dl className="overflow-hidden rounded-lg border border-line">
        <Fact name={t('more.id')} value={row.id} mono />
        <Fact name={t('more.time')} value={row.time} shown={formatDateTime(row.time)} />
        <Fact name={t('more.endpoint')} value={row.endpoint} mono />
        <Fact name={t('more.token')} value={row.token} facet="token" />
        <Fact name={t('more.account')} value={row.account} facet="account" />
        <Fact name={t('more.asked')} value={row.model_asked} mono />
        <Fact name={t('more.model')} value={row.model} facet="model" />
        <Fact name={t('more.dialects')} value={row.dialect_in} shown={dialectWay(row)} facet="dialect" />
        <Fact name={t('more.stream')} value={row.stream ? t('more.yes') : t('more.no')} />
        <Fact name={t('more.cache')} value={row.cache} />
        <Fact name={t('more.session')} value={row.session} facet="session" mono />
        <Fact name={t('more.agent')} value={row.user_agent} />
      </dl>
      <Section title={t('more.metadata')} className="mt-8 first:mt-8">
        {metadata.length === 0 ? (
          <p className="text-sm text-faint">{t('more.noMetadata')}</p>
        ) : (
          <dl className="overflow-hidden rounded-lg border border-line">
            {metadata.map(([name, value]) => (
              <Fact key={name} name={name} value={value} mono />
            ))}
          </dl>
        )}
      </Section>
    </>
  )
}

function Fact({
  name,
  value,
  shown,
  facet,
  mono
}: {
  readonly name: string
  readonly value: string | null
  /** What to show in its place. */
  readonly shown?: ReactNode
  /** Requests with the same value can be listed. */
  readonly facet?: LogFacet
  readonly mono?: boolean
}) {
  const { t } = useTranslation('logs')
  if (value === null) return null
  return (
    <div className="flex min-h-9 items-center gap-3 border-b border-line py-1 pr-1 pl-3 last:border-b-0">
      <dt className="w-40 shrink-0 truncate text-xs text-faint" title={name}>
        {name}
      </dt>
      <dd className="flex min-w-0 flex-1 items-center gap-1">
        <span
          className={cn(
            'min-w-0 flex-1 break-words [overflow-wrap:anywhere]',
            mono === true && 'font-mono text-xs [font-variant-ligatures:none]'
          )}
        >
          {shown ?? value}
        </span>
        {facet !== undefined && (
          <Tooltip text={t('more.same', { name: name.toLowerCase() })}>
            <Link
              href={`/logs?${writeLogView({ ...ANY_LOG, [facet]: value })}`}
              aria-label={t('more.same', { name: name.toLowerCase() })}
              className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
            >
              <ListFilter aria-hidden className="size-4" />
            </Link>
          </Tooltip>
        )}
        <CopyButton text={value} label={t('more.copy', { name: name.toLowerCase() })} />
      </dd>
    </div>
  )
}
