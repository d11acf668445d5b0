import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { MadeToken, TokenState } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'
import { SnippetsSheet } from './snippets-sheet.tsx'
import { TokenSheet } from './token-sheet.tsx'
import { type TokenAction, TokenTable } from './token-table.tsx'

/** The apps' tokens. `?new` opens the form, `?connect` the settings for apps. */
export function TokensPage() {
  const { t } = useTranslation('tokens')
  const tokens = useQuery(api.tokens.list.queryOptions())
  const [params, setParams] = useSearchParams()
  const [acting, setActing] = useState<{ readonly token: TokenState; readonly action: TokenAction } | null>(
    null
  )
  const [rotated, setRotated] = useState<MadeToken | null>(null)
  const creating = params.has('new')
  const connecting = params.has('connect')
  const of = (action: TokenAction): TokenState | null => (acting?.action === action ? acting.token : null)
  const close = (): void => {
    if (creating || connecting) setParams({}, { replace: true })
    setActing(null)
    setRotated(null)
  }

  const count = tokens.data?.length ?? 0
  const createButton = (
    <Button
      variant="primary"
      onClick={() => {
        setParams({ new: '' })
      }}
    >
      <Plus aria-hidden />
      {t('create')}
    </Button>
  )
  return (
    <Page
      title={t('title')}
      description={count > 0 ? t('count', { count }) : undefined}
      actions={
        count > 0 && (
          <>
            <Button
              onClick={() => {
                setParams({ connect: '' })
              }}
            >
              {t('connect')}
            </Button>
            {createButton}
          </>
        )
      }
    >
      <QueryState query={tokens} loading={<SkeletonRows rows={5} height={53} header />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={KeyRound} title={t('empty.title')} action={createButton}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <TokenTable
              tokens={list}
              onAction={(token, action) => {
                setActing({ token, action })
              }}
            />
          )
        }
      </QueryState>
      <TokenSheet
        open={creating || of('edit') !== null || rotated !== null}
        token={of('edit')}
        rotated={rotated}
        taken={(tokens.data ?? []).map((token) => token.name)}
        onClose={close}
      />
      <SnippetsSheet open={connecting || of('snippets') !== null} token={of('snippets')} onClose={close} />
      <RotateDialog
        token={of('rotate')}
        onClose={close}
        onMade={(made) => {
          setActing(null)
          setRotated(made)
        }}
      />
      <RevokeDialog token={of('revoke')} onClose={close} />
    </Page>
  )
}
