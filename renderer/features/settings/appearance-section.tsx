import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../client/theme.ts'
import { Section } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SettingGroup, SettingRow } from './setting-row.tsx'

/** Light, dark, or as the system has it. */
export function AppearanceSection() {
  const { t } = useTranslation('settings')
  const { theme, setTheme } = useTheme()
  const choice = (icon: typeof Sun, words: string) => {
    const Icon = icon
    return (
      <>
        <Icon aria-hidden />
        {words}
      </>
    )
  }
  return (
    <Section title={t('appearance.title')}>
      <SettingGroup>
        <SettingRow action label={t('appearance.theme')}>
          {() => (
            <Segmented
              label={t('appearance.theme')}
              value={theme ?? 'system'}
              onChange={setTheme}
              segments={[
                { value: 'system', label: choice(Monitor, t('appearance.system')) },
                { value: 'light', label: choice(Sun, t('appearance.light')) },
                { value: 'dark', label: choice(Moon, t('appearance.dark')) }
              ]}
            />
          )}
        </SettingRow>
      </SettingGroup>
    </Section>
  )
}
