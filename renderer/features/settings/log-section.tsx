import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/config/settings.ts'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes, formatCount, formatDate } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PruneDialog } from './prune-dialog.tsx'
import { FactRow, SettingGroup, SettingRow } from './setting-row.tsx'
import { useUpdateSettings } from './use-update-settings.ts'

const CHOICES = [7, 30, 90, 365, 0] as const

/** How long requests are kept, what they take on disk, and how to be rid of them. */
export function LogSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const update = useUpdateSettings()
  const [pruning, setPruning] = useState(false)
  const current = settings.keep_log_days
  // A number that was set elsewhere is a choice too.
  const choices = [...new Set([...CHOICES, current])].sort((left, right) =>
    left === 0 ? 1 : right === 0 ? -1 : left - right
  )
  return (
    <Section title={t('log.title')}>
      <SettingGroup>
        <SettingRow label={t('log.keep')} hint={t('log.keepHint')}>
          {({ id }) => (
            <Select
              id={id}
              className="w-36"
              value={String(current)}
              onChange={(days) => {
                update.mutate({ keep_log_days: Number(days) })
              }}
              options={choices.map((days) => ({
                value: String(days),
                label: days === 0 ? t('log.forever') : t('log.days', { count: days })
              }))}
            />
          )}
        </SettingRow>
        <SettingRow action label={t('log.prune')} hint={t('log.pruneHint')}>
          {(control) => (
            <Button
              {...control}
              onClick={() => {
                setPruning(true)
              }}
            >
              {t('log.pruneAction')}
            </Button>
          )}
        </SettingRow>
        <StorageFacts />
      </SettingGroup>
      <PruneDialog
        open={pruning}
        onClose={() => {
          setPruning(false)
        }}
      />
    </Section>
  )
}

function StorageFacts() {
  const { t } = useTranslation('settings')
  const storage = useQuery(api.system.storage.queryOptions())
  const figures = storage.data
  if (storage.isError && figures === undefined) {
    return (
      <div className="p-4">
        <Notice tone="bad">{decodeError(storage.error).message}</Notice>
      </div>
    )
  }
  const waiting = <Skeleton className="h-3.5 w-24" />
  return (
    <dl>
      <FactRow label={t('log.rowsLabel')}>
        {figures === undefined ? (
          waiting
        ) : (
          <>
            {t('log.rows', { count: figures.rows, formatted: formatCount(figures.rows) })}
            {figures.oldest !== null && (
              <span className="text-faint"> {t('log.since', { date: formatDate(figures.oldest) })}</span>
            )}
          </>
        )}
      </FactRow>
      <FactRow label={t('log.size')}>
        {figures === undefined ? waiting : formatBytes(figures.log_bytes)}
      </FactRow>
      <FactRow label={t('log.bodies')}>
        {figures === undefined ? (
          waiting
        ) : figures.payload_bytes === 0 ? (
          t('log.bodiesNone')
        ) : (
          <>
            {formatBytes(figures.payload_bytes)}{' '}
            <span className="text-faint">
              {t('log.bodiesNote', {
                stored: formatBytes(figures.payload_stored_bytes),
                saved: `${Math.max(0, Math.round((1 - figures.payload_stored_bytes / figures.payload_bytes) * 100))}%`
              })}
            </span>
          </>
        )}
      </FactRow>
      <FactRow label={t('log.configuration')}>
        {figures === undefined ? waiting : formatBytes(figures.config_bytes)}
      </FactRow>
    </dl>
  )
}
