import { useQuery } from '@tanstack/react-query'
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DoctorCheck } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/page.tsx'
import { SettingGroup, SettingRow } from './setting-row.tsx'
import { Message } from '../../ui/message.tsx'

const MARKS = {
  ok: { icon: CircleCheck, colour: 'text-good-ink' },
  warning: { icon: TriangleAlert, colour: 'text-warn-ink' },
  failed: { icon: OctagonAlert, colour: 'text-bad-ink' }
} as const

/** What `gatehouse doctor` says, on a click: it asks each provider, so never by itself. */
export function DoctorSection() {
  const { t } = useTranslation('settings')
  const doctor = useQuery(api.system.doctor.queryOptions({ enabled: false }))
  const checks = doctor.data
  return (
    <Section title={t('doctor.title')}>
      <SettingGroup>
        <SettingRow action label={t('doctor.row')} hint={t('doctor.text')}>
          {(control) => (
            <Button {...control} loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
              {doctor.isFetching
                ? t('doctor.running')
                : checks === undefined
                  ? t('doctor.run')
                  : t('doctor.again')}
            </Button>
          )}
        </SettingRow>
        {doctor.isError && (
          <div className="p-4">
            <Notice tone="bad" live>
              <Message text={decodeError(doctor.error).message} />
            </Notice>
          </div>
        )}
        {checks !== undefined && (
          <ul>
            {checks.map((check) => (
              <Check key={check.id} check={check} />
            ))}
          </ul>
        )}
      </SettingGroup>
    </Section>
  )
}

function Check({ check }: { readonly check: DoctorCheck }) {
  const { t } = useTranslation('settings')
  const { icon: Icon, colour } = MARKS[check.state]
  return (
    <li className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <Icon aria-label={t(`doctor.states.${check.state}`)} className={cn('mt-0.5 size-4 shrink-0', colour)} />
      <div className="min-w-0">
        <div className="text-sm font-medium text-ink">{check.title}</div>
        <div className="text-xs break-words text-soft">
          <Message text={check.text} />
        </div>
      </div>
    </li>
  )
}
