import { AppWindow, FileUp, type LucideIcon, SquarePen, Terminal, Undo2 } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Revision } from '../../../shared/contract/config.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { formatDate } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { useAuthor } from './use-author.ts'

const ICONS: Readonly<Record<string, LucideIcon>> = {
  window: AppWindow,
  cli: Terminal,
  apply: FileUp,
  undo: Undo2
}

const timeOfDay = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The revisions as a line through time, by day. */
export function RevisionList({
  revisions,
  chosen,
  onChoose,
  more,
  loading,
  failed,
  onMore
}: {
  readonly revisions: readonly Revision[]
  readonly chosen: number
  readonly onChoose: (revision: number) => void
  readonly more: boolean
  readonly loading: boolean
  readonly failed: string | undefined
  readonly onMore: () => void
}) {
  const { t } = useTranslation('history')
  const now = useNow()
  const dayOf = (iso: string): string => new Date(iso).toDateString()
  const dayWords = (iso: string): string => {
    if (dayOf(iso) === new Date(now).toDateString()) return t('today')
    if (dayOf(iso) === new Date(now - 86_400_000).toDateString()) return t('yesterday')
    return formatDate(iso)
  }
  return (
    <nav
      aria-label={t('list')}
      className="flex h-full w-80 shrink-0 flex-col overflow-y-auto border-r border-line px-3 pb-6 max-lg:w-64"
    >
      <ol>
        {revisions.map((revision, index) => (
          <Fragment key={revision.revision}>
            {dayOf(revision.time) !== dayOf(revisions[index - 1]?.time ?? '') && (
              <li className="px-2 pt-5 pb-1.5 text-2xs font-medium text-faint">{dayWords(revision.time)}</li>
            )}
            <li>
              <RevisionButton
                revision={revision}
                current={index === 0}
                chosen={revision.revision === chosen}
                last={index === revisions.length - 1 && !more}
                onChoose={onChoose}
              />
            </li>
          </Fragment>
        ))}
      </ol>
      {failed !== undefined && (
        <p role="alert" className="px-2 py-2 text-xs text-bad-ink">
          {t('olderFailed', { message: failed })}
        </p>
      )}
      {more && (
        <Button size="sm" className="mx-2 mt-3" loading={loading} onClick={onMore}>
          {t('older')}
        </Button>
      )}
    </nav>
  )
}

function RevisionButton({
  revision,
  current,
  chosen,
  last,
  onChoose
}: {
  readonly revision: Revision
  readonly current: boolean
  readonly chosen: boolean
  readonly last: boolean
  readonly onChoose: (revision: number) => void
}) {
  const { t } = useTranslation('history')
  const author = useAuthor(revision.by)
  const Icon = ICONS[revision.by] ?? SquarePen
  return (
    <button
      type="button"
      aria-current={chosen}
      onClick={() => {
        onChoose(revision.revision)
      }}
      className={cn(
        'relative flex w-full gap-3 rounded-md px-2 py-2 text-left transition-colors duration-100',
        chosen ? 'bg-selected' : 'hover:bg-hover'
      )}
    >
      {/* The line from revision to revision, behind the marks. */}
      {!last && <span aria-hidden className="absolute top-8 -bottom-2 left-[19px] w-px bg-line" />}
      <span
        aria-hidden
        className={cn(
          'relative mt-px flex size-6 shrink-0 items-center justify-center rounded-full border',
          current ? 'border-transparent bg-accent text-on-accent' : 'border-line bg-surface text-faint'
        )}
      >
        <Icon className="size-3" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 text-sm text-ink">{revision.summary}</span>
        <span className="mt-0.5 flex items-center gap-1.5 text-xs text-faint">
          <span className="whitespace-nowrap">
            {timeOfDay.format(new Date(revision.time))} · {author.short} · {revision.revision}
          </span>
          {current && <Badge tone="accent">{t('current')}</Badge>}
        </span>
      </span>
    </button>
  )
}
