import { ChevronDown, ChevronUp, Maximize2, Minimize2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { Badge } from '../../ui/badge.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toneOfStatus } from './status-code.tsx'

/** Which request this is, the way to the ones beside it, and out. */
export function DetailHeader({
  row,
  wide,
  onWide,
  older,
  newer,
  onOlder,
  onNewer,
  onClose
}: {
  readonly row: RequestLogRow | undefined
  readonly wide: boolean
  readonly onWide: (wide: boolean) => void
  readonly older: boolean
  readonly newer: boolean
  readonly onOlder: () => void
  readonly onNewer: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('logs')
  return (
    <header className="flex shrink-0 items-center gap-3 border-b border-line py-2.5 pr-3 pl-5">
      {row === undefined ? <Skeleton className="h-8 w-64" /> : <Title row={row} />}
      <div className="ml-auto flex shrink-0 items-center">
        <IconButton label={t('detail.previous')} disabled={!newer} onClick={onNewer}>
          <ChevronUp aria-hidden />
        </IconButton>
        <IconButton label={t('detail.next')} disabled={!older} onClick={onOlder}>
          <ChevronDown aria-hidden />
        </IconButton>
        <span aria-hidden className="mx-1.5 h-4 w-px bg-line" />
        <IconButton
          label={wide ? t('detail.narrow') : t('detail.widen')}
          aria-pressed={wide}
          onClick={() => {
            onWide(!wide)
          }}
        >
          {wide ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        </IconButton>
        <IconButton label={t('detail.close')} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
    </header>
  )
}

function Title({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const name = row.model ?? row.model_asked
  return (
    <div className="flex min-w-0 items-center gap-3">
      {name !== null && <EntityIcon kind="model" name={name} size="lg" />}
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 truncate text-base font-semibold text-ink" title={name ?? undefined}>
            {name ?? t('row.noModel')}
          </h2>
          <Badge tone={toneOfStatus(row.status)}>{row.status}</Badge>
        </div>
        <p className="truncate text-xs text-faint">
          <time dateTime={row.time}>{formatDateTime(row.time)}</time>
          {row.account !== null && ` · ${row.account}`}
          {row.token !== null && ` · ${row.token}`}
          {` · ${row.endpoint}`}
        </p>
      </div>
    </div>
  )
}
