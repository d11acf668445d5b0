import { Info, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AccountModels } from '../../../shared/contract/index.ts'
import { cn } from '../../ui/cn.ts'
import { Message } from '../../ui/message.tsx'

/** Why an account shows few models or none: not asked yet, asked in vain, or it lists none. */
export function NoteLine({ account }: { readonly account: AccountModels }) {
  const { t } = useTranslation('models')
  const name = account.account
  const failed = account.fetch_error !== null
  const words = (): string => {
    if (account.fetch_error !== null) return account.fetch_error
    if (account.fetched_at !== null) return t('account.nothing', { name })
    return account.models.length === 0 ? t('account.hint', { name }) : t('account.hintListed', { name })
  }
  const Icon = failed ? TriangleAlert : Info
  return (
    <td
      colSpan={7}
      className={cn('flex h-full items-center gap-2 px-6 text-sm', failed ? 'text-warn-ink' : 'text-faint')}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="line-clamp-2">
        <Message text={words()} />
      </span>
    </td>
  )
}
