import { useQuery } from '@tanstack/react-query'
import { Plug, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { AccountState } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { AccountList } from './account-list.tsx'
import { AccountSheet } from './account-sheet.tsx'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'

/** The providers that Gatehouse may use, and whether each can be used now. `?add` opens the form for a new one. */
export function AccountsPage() {
  const { t } = useTranslation('accounts')
  const accounts = useQuery(api.accounts.list.queryOptions())
  const [params, setParams] = useSearchParams()
  const [editing, setEditing] = useState<AccountState | null>(null)
  const [deleting, setDeleting] = useState<AccountState | null>(null)
  const adding = params.has('add')

  const setAdding = (open: boolean): void => {
    setParams(open ? { add: '' } : {}, { replace: !open })
  }
  const addButton = (
    <Button
      variant="primary"
      onClick={() => {
        setAdding(true)
      }}
    >
      <Plus aria-hidden />
      {t('add')}
    </Button>
  )
  const count = accounts.data?.length ?? 0
  return (
    <Page
      title={t('title')}
      description={count > 0 ? t('count', { count }) : undefined}
      actions={count > 0 ? addButton : undefined}
    >
      <QueryState query={accounts} loading={<SkeletonRows rows={4} height={73} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={Plug} title={t('empty.title')} action={addButton}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <AccountList accounts={list} onEdit={setEditing} onDelete={setDeleting} />
          )
        }
      </QueryState>
      <AccountSheet
        open={adding || editing !== null}
        account={editing}
        taken={(accounts.data ?? []).map((state) => state.account.name)}
        onClose={() => {
          if (adding) setAdding(false)
          setEditing(null)
        }}
      />
      <DeleteAccountDialog
        account={deleting}
        onClose={() => {
          setDeleting(null)
        }}
      />
    </Page>
  )
}
