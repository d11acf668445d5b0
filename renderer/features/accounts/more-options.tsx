import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../../shared/contract/index.ts'
import { type ControlError, issueOf } from '../../client/control-error.ts'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { type AccountDraft, parseHeaders } from './account-draft.ts'
import { DialectsField } from './dialects-field.tsx'

/** What few accounts need, folded away; open from the start where something is filled in. */
export function MoreOptions({
  provider,
  draft,
  change,
  refusal,
  tried,
  children
}: {
  readonly provider: ProviderInfo
  readonly draft: AccountDraft
  readonly change: (patch: Partial<AccountDraft>) => void
  readonly refusal: ControlError | null
  readonly tried: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('accounts')
  // Of a provider of the catalogue it is known what it speaks.
  const asksDialects = provider.base_url === null || !provider.needs_key || draft.dialects !== null
  const used = draft.aliases !== '' || draft.headers !== '' || draft.linkLocal || draft.dialects !== null
  const headers = parseHeaders(draft.headers)
  const headersBad =
    tried && 'badLine' in headers ? t('form.headersBad', { line: headers.badLine }) : undefined
  return (
    <details
      className="group"
      open={used || (provider.needs_key && provider.base_url !== null && draft.baseUrl !== '')}
    >
      <summary className="flex h-7 w-fit list-none items-center gap-1 rounded-sm text-xs font-medium text-soft hover:text-ink">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t('form.more')}
      </summary>
      <div className="mt-3 flex flex-col gap-5">
        {children}
        {asksDialects && (
          <DialectsField
            provider={provider}
            draft={draft}
            change={change}
            error={issueOf(refusal, 'dialects')}
          />
        )}
        <Field label={t('form.aliases')} hint={t('form.aliasesHint')} error={issueOf(refusal, 'aliases')}>
          {(control) => (
            <Input
              {...control}
              value={draft.aliases}
              onChange={(event) => {
                change({ aliases: event.target.value })
              }}
            />
          )}
        </Field>
        <Field
          label={t('form.headers')}
          hint={t('form.headersHint')}
          error={headersBad ?? issueOf(refusal, 'headers')}
        >
          {(control) => (
            <Textarea
              {...control}
              mono
              rows={3}
              value={draft.headers}
              onChange={(event) => {
                change({ headers: event.target.value })
              }}
            />
          )}
        </Field>
        <Field label={t('form.linkLocal')} hint={t('form.linkLocalHint')}>
          {({ id, 'aria-describedby': describedBy }) => (
            <Switch
              id={id}
              aria-describedby={describedBy}
              checked={draft.linkLocal}
              onCheckedChange={(linkLocal) => {
                change({ linkLocal })
              }}
            />
          )}
        </Field>
      </div>
    </details>
  )
}
