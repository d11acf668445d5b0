import { useQuery } from '@tanstack/react-query'
import { ScrollText, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

/** No rows: because nothing was asked yet, and then how to begin; or because the filters leave none. */
export function LogEmpty({
  filtered,
  onClear
}: {
  readonly filtered: boolean
  readonly onClear: () => void
}) {
  const { t } = useTranslation('logs')
  const status = useQuery(api.system.status.queryOptions())
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('empty.filteredTitle')}
        className="h-full"
        action={<Button onClick={onClear}>{t('empty.clear')}</Button>}
      >
        {t('empty.filteredText')}
      </EmptyState>
    )
  }
  const url = status.data?.gateway.url
  return (
    <EmptyState
      icon={ScrollText}
      title={t('empty.title')}
      className="h-full"
      action={
        <Button asChild variant="primary">
          <Link href="/tokens">{t('empty.action')}</Link>
        </Button>
      }
    >
      <p>{t('empty.text')}</p>
      {url !== undefined && (
        <CodeBlock code={url} label={t('empty.copyUrl')} className="mx-auto mt-4 w-80 text-left" />
      )}
    </EmptyState>
  )
}
