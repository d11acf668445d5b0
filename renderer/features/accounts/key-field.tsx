import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, ExternalLink, Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountState, ProviderInfo } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { AccountDraft } from './account-draft.ts'

interface KeyFieldProps {
  readonly provider: ProviderInfo
  readonly state: AccountState | null
  readonly draft: AccountDraft
  readonly change: (patch: Partial<AccountDraft>) => void
  readonly error: string | undefined
}

/** The key: typed (and kept by the key store) or read from an environment variable. */
export function KeyField({ provider, state, draft, change, error }: KeyFieldProps) {
  const { t } = useTranslation('accounts')
  const stored = state?.keys ?? []
  return (
    <div className="flex flex-col gap-3">
      {(state?.account.api_keys?.length ?? 0) <= 1 ? (
        draft.keySource === 'typed' ? (
          <TypedKey provider={provider} keep={state !== null} draft={draft} change={change} error={error} />
        ) : (
          <Field
            label={t('form.variable')}
            hint={t('form.variableHint')}
            error={error}
            aside={<SourceButton draft={draft} change={change} />}
          >
            {(control) => (
              <Input
                {...control}
                mono
                value={draft.variable}
                placeholder={`${provider.id.toUpperCase().replaceAll('-', '_')}_API_KEY`}
                onChange={(event) => {
                  change({ variable: event.target.value })
                }}
              />
            )}
          </Field>
        )
      ) : (
        <Notice>{t('form.several')}</Notice>
      )}
      {stored.length > 0 && (
        <ul className="flex flex-col gap-1">
          {stored.map((key) => (
            <li key={key.reference} className="flex items-center gap-2 text-xs text-soft">
              {key.present ? (
                <CircleCheck aria-hidden className="size-3.5 text-good-ink" />
              ) : (
                <CircleX aria-hidden className="size-3.5 text-warn-ink" />
              )}
              <code className="font-mono text-2xs">{key.reference}</code>
              <span className="text-faint">{key.present ? t('form.keyPresent') : t('form.keyMissing')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function TypedKey({
  provider,
  keep,
  draft,
  change,
  error
}: Omit<KeyFieldProps, 'state'> & { readonly keep: boolean }) {
  const { t } = useTranslation('accounts')
  const [shown, setShown] = useState(false)
  const status = useQuery(api.system.status.queryOptions())
  const isVault = status.data !== undefined && status.data.key_store.kind !== 'keychain'
  return (
    <Field
      label={
        <span className="flex items-center gap-3">
          {provider.needs_key ? t('form.key') : t('form.keyOptional')}
          {provider.key_url !== null && (
            <a
              href={provider.key_url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 rounded-sm font-normal text-accent-ink hover:underline"
            >
              {t('form.keyGet')}
              <ExternalLink aria-hidden className="size-3" />
            </a>
          )}
        </span>
      }
      hint={keep ? t('form.keyKeep') : isVault ? t('form.keyHintVault') : t('form.keyHint')}
      error={error}
      aside={<SourceButton draft={draft} change={change} />}
    >
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            mono
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            value={draft.key}
            placeholder={t('form.keyPlaceholder')}
            onChange={(event) => {
              change({ key: event.target.value })
            }}
            className="pr-9"
          />
          <IconButton
            label={shown ? t('form.keyHide') : t('form.keyShow')}
            aria-pressed={shown}
            onClick={() => {
              setShown(!shown)
            }}
            className="absolute top-0.5 right-0.5"
          >
            {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  )
}

/** Goes from typing a key to naming a variable, and back. */
function SourceButton({ draft, change }: Pick<KeyFieldProps, 'draft' | 'change'>) {
  const { t } = useTranslation('accounts')
  const typed = draft.keySource === 'typed'
  return (
    <button
      type="button"
      onClick={() => {
        change({ keySource: typed ? 'environment' : 'typed' })
      }}
      className="rounded-sm text-soft hover:text-ink hover:underline"
    >
      {typed ? t('form.sourceEnvironment') : t('form.sourceTyped')}
    </button>
  )
}
