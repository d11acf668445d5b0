import { useTranslation } from 'react-i18next'
import type { SystemStatus } from '../../../shared/contract/index.ts'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { FactRow, SettingGroup } from './setting-row.tsx'

/** Which Gatehouse this is, and whose work is in it. */
export function AboutSection({ status }: { readonly status: SystemStatus }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('about.title')}>
      <SettingGroup>
        <dl>
          <FactRow label={t('about.version')} note={t(`about.host.${status.host}`)}>
            {status.version}
          </FactRow>
          <FactRow label={t('about.started')}>
            <RelativeTime iso={status.started} />
          </FactRow>
          <FactRow label={t('about.licence')}>{t('about.licenceText')}</FactRow>
          <FactRow label={t('about.prices')}>{t('about.pricesText')}</FactRow>
        </dl>
      </SettingGroup>
    </Section>
  )
}
