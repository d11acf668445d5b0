import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { AccountState, ProviderInfo } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { decodeError, issueOf } from '../../client/control-error.ts'
import { refreshConfiguration } from '../../client/keep-fresh.ts'
import { offerUndo, rememberRevision } from '../../client/offer-undo.ts'
import { Button } from '../../ui/button.tsx'
import { SheetContent } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type AccountDraft, accountOf, draftOf, newDraft, problemsOf, typedKey } from './account-draft.ts'
import { KeyField } from './key-field.tsx'
import { ModelChoice } from './model-choice.tsx'
import { MoreOptions } from './more-options.tsx'
import { TestResult } from './test-result.tsx'
import { type DraftTest, useDraftTest } from './use-draft-test.ts'
import { Message } from '../../ui/message.tsx'

/** Fields that a refusal of the server may name, and where each is shown. */
const PLACED = ['name', 'base_url', 'dialects', 'api_key', 'key', 'aliases', 'headers'] as const

/** The form of an account: what the provider needs, a live test, what it found, save. */
export function AccountForm({
  provider,
  state,
  taken,
  onBack,
  onClose
}: {
  readonly provider: ProviderInfo
  /** The account to change; null for a new one. */
  readonly state: AccountState | null
  /** Names that other accounts have. */
  readonly taken: readonly string[]
  readonly onBack: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['accounts', 'common'])
  const formId = useId()
  const before = state?.account
  const [draft, setDraft] = useState<AccountDraft>(() =>
    before === undefined ? newDraft(provider, taken) : draftOf(before)
  )
  const [tried, setTried] = useState(false)
  const test = useDraftTest()
  const save = useSave(before?.name, onClose)

  const change = (patch: Partial<AccountDraft>): void => {
    setDraft((old) => ({ ...old, ...patch }))
    save.reset()
    // The result of a test says nothing about another address or key.
    if (!('models' in patch || 'name' in patch || 'aliases' in patch)) test.reset()
  }
  const { region } = before ?? {}
  const problems = problemsOf(draft, provider, {
    taken,
    keyStored: before !== undefined,
    hasRegion: region !== undefined
  })
  const wrong = Object.keys(problems).length > 0
  const refusal = save.error === null ? null : decodeError(save.error)
  const errorOf = (field: keyof typeof problems, wireField: (typeof PLACED)[number]): string | undefined => {
    const problem = problems[field]
    if (tried && problem !== undefined && problem !== 'headersBad') return t(`form.${problem}`)
    return issueOf(refusal, wireField)
  }
  const placed = refusal !== null && PLACED.some((field) => issueOf(refusal, field) !== undefined)

  const submit = (): void => {
    setTried(true)
    if (!wrong) save.mutate({ account: accountOf(draft, provider.id, before), ...typedKey(draft) })
  }
  const runTest = (): void => {
    setTried(true)
    if (!wrong) test.run(accountOf(draft, provider.id, before), typedKey(draft))
  }
  return (
    <SheetContent
      title={
        before === undefined
          ? t('form.addTitle', { provider: provider.name })
          : t('form.editTitle', { name: before.name })
      }
      description={provider.about}
      onInteractOutside={(event) => {
        // A click beside the panel must not throw away what was typed.
        event.preventDefault()
      }}
      footer={
        <>
          {before === undefined && (
            <Button variant="ghost" onClick={onBack} className="mr-auto">
              <ArrowLeft aria-hidden />
              {t('form.back')}
            </Button>
          )}
          <Button onClick={test.running ? test.stop : runTest}>
            {test.running ? t('form.stop') : test.result === null ? t('form.test') : t('form.testAgain')}
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={save.isPending}>
            {before !== undefined ? t('form.save') : hasFailed(test) ? t('form.addAnyway') : t('add')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field
          label={t('form.name')}
          hint={t('form.nameHint', { name: draft.name === '' ? '…' : draft.name })}
          error={errorOf('name', 'name')}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              onChange={(event) => {
                change({ name: event.target.value })
              }}
            />
          )}
        </Field>
        {(provider.base_url === null || !provider.needs_key) && (
          <BaseUrlField
            provider={provider}
            draft={draft}
            change={change}
            error={errorOf('baseUrl', 'base_url')}
            region={region}
          />
        )}
        <KeyField
          provider={provider}
          state={state}
          draft={draft}
          change={change}
          error={errorOf('key', 'key') ?? errorOf('variable', 'api_key')}
        />
        {before === undefined && (
          <ModelChoice draft={draft} change={change} offered={test.result?.models ?? null} />
        )}
        <MoreOptions provider={provider} draft={draft} change={change} refusal={refusal} tried={tried}>
          {provider.base_url !== null && provider.needs_key && (
            <BaseUrlField
              provider={provider}
              draft={draft}
              change={change}
              error={errorOf('baseUrl', 'base_url')}
            />
          )}
        </MoreOptions>
        <TestResult provider={provider.name} test={test} />
        {refusal !== null && !placed && (
          <Notice tone="bad" live>
            <Message text={refusal.message} />
          </Notice>
        )}
      </form>
    </SheetContent>
  )
}

/** Saved all the same, the account would look ready while its provider refuses it. */
function hasFailed(test: DraftTest): boolean {
  return test.failure !== null || test.result?.ok === false
}

function BaseUrlField({
  provider,
  draft,
  change,
  error,
  region
}: {
  readonly provider: ProviderInfo
  readonly draft: AccountDraft
  readonly change: (patch: Partial<AccountDraft>) => void
  readonly error: string | undefined
  readonly region?: string | undefined
}) {
  const { t } = useTranslation('accounts')
  const { base_url: usual, base_url_example: example } = provider
  const hint =
    region !== undefined
      ? t('form.baseUrlRegion', { region })
      : usual !== null
        ? t('form.baseUrlDefault', { url: usual })
        : example !== null
          ? t('form.baseUrlExample', { url: example })
          : t('form.baseUrlHint')
  return (
    <Field label={t('form.baseUrl')} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          mono
          inputMode="url"
          value={draft.baseUrl}
          placeholder={usual ?? example ?? ''}
          onChange={(event) => {
            change({ baseUrl: event.target.value })
          }}
        />
      )}
    </Field>
  )
}

/** Adds an account, or replaces the one called `name`. */
function useSave(name: string | undefined, onClose: () => void) {
  const { t } = useTranslation('accounts')
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: Parameters<typeof api.accounts.create.call>[0]) =>
      name === undefined ? api.accounts.create.call(input) : api.accounts.update.call({ name, ...input }),
    meta: { inline: true },
    onMutate: rememberRevision,
    onSuccess: async ({ revision }, { account }, before) => {
      await refreshConfiguration(queryClient)
      onClose()
      if (name === undefined) toast.success(t('form.added', { name: account.name }))
      else offerUndo(t('form.saved', { name: account.name }), revision, before)
    }
  })
}
