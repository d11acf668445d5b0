import type { AccountState } from '../../../shared/contract/index.ts'
import { AccountRow } from './account-row.tsx'

/** One row an account, in the order of the configuration. */
export function AccountList({
  accounts,
  onEdit,
  onDelete
}: {
  readonly accounts: readonly AccountState[]
  readonly onEdit: (account: AccountState) => void
  readonly onDelete: (account: AccountState) => void
}) {
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-surface">
      {accounts.map((state) => (
        <AccountRow
          key={state.account.name}
          state={state}
          onEdit={() => {
            onEdit(state)
          }}
          onDelete={() => {
            onDelete(state)
          }}
        />
      ))}
    </ul>
  )
}
