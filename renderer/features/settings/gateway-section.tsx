import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { Settings } from '../../../shared/config/settings.ts'
import type { SystemStatus } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { Switch } from '../../ui/switch.tsx'
import { type RowControl, SettingGroup, SettingRow } from './setting-row.tsx'
import { useUpdateSettings } from './use-update-settings.ts'

/** Where apps and browsers reach Gatehouse, and whether it starts with the computer. */
export function GatewaySection({
  settings,
  status
}: {
  readonly settings: Settings
  readonly status: SystemStatus
}) {
  const { t } = useTranslation('settings')
  const update = useUpdateSettings()
  return (
    <Section title={t('gateway.title')}>
      <SettingGroup>
        <SettingRow label={t('gateway.port')} hint={t('gateway.portHint', { port: status.gateway.port })}>
          {(control) => (
            <PortInput
              control={control}
              port={settings.gateway_port}
              other={status.host === 'headless' ? settings.dashboard_port : null}
              field="gateway_port"
            />
          )}
        </SettingRow>
        {status.host === 'headless' ? (
          <>
            <SettingRow label={t('gateway.dashboardPort')} hint={t('gateway.dashboardPortHint')}>
              {(control) => (
                <PortInput
                  control={control}
                  port={settings.dashboard_port}
                  other={settings.gateway_port}
                  field="dashboard_port"
                />
              )}
            </SettingRow>
            <SettingRow action label={t('gateway.link')} hint={t('gateway.linkHint')}>
              {(control) => <LinkButton control={control} />}
            </SettingRow>
          </>
        ) : (
          <SettingRow label={t('gateway.login')} hint={t('gateway.loginHint')}>
            {(control) => (
              <Switch
                {...control}
                checked={settings.launch_at_login}
                onCheckedChange={(next) => {
                  update.mutate({ launch_at_login: next })
                }}
              />
            )}
          </SettingRow>
        )}
      </SettingGroup>
    </Section>
  )
}

/** A port: saved with Enter or on leaving the field, once it is one. */
function PortInput({
  control,
  port,
  other,
  field
}: {
  readonly control: RowControl
  readonly port: number
  /** A port that is taken by Gatehouse itself; null where there is none. */
  readonly other: number | null
  readonly field: 'gateway_port' | 'dashboard_port'
}) {
  const { t } = useTranslation('settings')
  const [text, setText] = useState(String(port))
  const update = useUpdateSettings(() => toast.success(t('gateway.restart')))
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN
  const problem = (): string | undefined => {
    if (Number.isNaN(number) || number < 1 || number > 65_535) return t('gateway.portBad')
    return number === other ? t('gateway.portSame') : undefined
  }
  const wrong = problem()
  const save = (): void => {
    if (wrong === undefined && number !== port) update.mutate({ [field]: number })
  }
  return (
    <form
      noValidate
      className="flex flex-col items-end gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Input
        {...control}
        inputMode="numeric"
        className="w-24 text-right tabular-nums"
        value={text}
        aria-invalid={wrong !== undefined}
        onBlur={save}
        onChange={(event) => {
          setText(event.target.value)
        }}
      />
      {wrong !== undefined && (
        <span role="alert" className="text-xs text-bad-ink">
          {wrong}
        </span>
      )}
    </form>
  )
}

/** Makes a once-only link and copies it: shown nowhere, since whoever sees it can use it. */
function LinkButton({ control }: { readonly control: RowControl }) {
  const { t } = useTranslation(['settings', 'ui'])
  const make = useMutation(
    api.system.login_link.mutationOptions({
      gcTime: 0,
      onSuccess: async ({ url }) => {
        if (url === null) {
          toast(t('gateway.linkNone'))
          return
        }
        try {
          await navigator.clipboard.writeText(url)
          toast.success(t('gateway.linkCopied'))
        } catch {
          toast.error(t('ui:copy.failed'))
        }
      }
    })
  )
  return (
    <Button
      {...control}
      loading={make.isPending}
      onClick={() => {
        make.mutate(undefined)
      }}
    >
      {t('gateway.linkCopy')}
    </Button>
  )
}
