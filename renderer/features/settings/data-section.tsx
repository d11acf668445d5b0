import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { SystemStatus } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Section } from '../../ui/page.tsx'
import { SettingGroup, SettingRow } from './setting-row.tsx'

/** Where everything is, and the configuration to take along. */
export function DataSection({ status }: { readonly status: SystemStatus }) {
  const { t } = useTranslation(['settings', 'ui'])
  const exportYaml = useMutation(
    api.config.export.mutationOptions({
      onSuccess: async ({ yaml }) => {
        try {
          await navigator.clipboard.writeText(yaml)
          toast.success(t('data.exported'))
        } catch {
          toast.error(t('ui:copy.failed'))
        }
      }
    })
  )
  return (
    <Section title={t('data.title')}>
      <SettingGroup>
        <SettingRow
          action
          label={t('data.folder')}
          hint={<code className="font-mono text-2xs break-all">{status.data_dir}</code>}
        >
          {() => <CopyButton text={status.data_dir} label={t('data.folderCopy')} showLabel />}
        </SettingRow>
        <SettingRow action label={t('data.export')} hint={t('data.exportHint')}>
          {(control) => (
            <Button
              {...control}
              loading={exportYaml.isPending}
              onClick={() => {
                exportYaml.mutate(undefined)
              }}
            >
              {t('data.exportAction')}
            </Button>
          )}
        </SettingRow>
      </SettingGroup>
    </Section>
  )
}
