import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountState, ProviderInfo } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Dialog, SheetContent } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { AccountForm } from './account-form.tsx'
import { ProviderPicker } from './provider-picker.tsx'

/** The panel for a new account (provider first, then its form) or for one that is there already. */
export function AccountSheet({
  open,
  account,
  taken,
  onClose
}: {
  readonly open: boolean
  /** The account to edit; null for a new one. */
  readonly account: AccountState | null
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      {open && <SheetBody account={account} taken={taken} onClose={onClose} />}
    </Dialog>
  )
}

function SheetBody({
  account,
  taken,
  onClose
}: {
  readonly account: AccountState | null
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation('accounts')
  const providers = useQuery(api.accounts.providers.queryOptions({ staleTime: Infinity }))
  const [chosen, setChosen] = useState<ProviderInfo | null>(null)
  const provider = providers.data?.find((candidate) => candidate.id === account?.account.provider) ?? chosen

  if (provider !== null) {
    return (
      <AccountForm
        key={provider.id}
        provider={provider}
        state={account}
        taken={taken.filter((name) => name !== account?.account.name)}
        onBack={() => {
          setChosen(null)
        }}
        onClose={onClose}
      />
    )
  }
  return (
    <SheetContent title={t('picker.title')} description={t('picker.text')}>
      {providers.isError ? (
        <ErrorState
          message={decodeError(providers.error).message}
          retrying={providers.isFetching}
          onRetry={() => void providers.refetch()}
        />
      ) : (
        <ProviderPicker providers={providers.data ?? []} loading={providers.isPending} onPick={setChosen} />
      )}
    </SheetContent>
  )
}
