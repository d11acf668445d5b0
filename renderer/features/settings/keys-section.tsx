import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { KeyStore, SecretInfo } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { refreshConfiguration } from '../../client/keep-fresh.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { FactRow, SettingGroup } from './setting-row.tsx'
import { Message } from '../../ui/message.tsx'

/** Where the keys are kept and what there is to know about that; which keys there are, never their values. */
export function KeysSection({ keyStore }: { readonly keyStore: KeyStore }) {
  const { t } = useTranslation('settings')
  const secrets = useQuery(api.secrets.list.queryOptions())
  const [deleting, setDeleting] = useState<SecretInfo | null>(null)
  const tone = keyStore.kind === 'locked' ? 'bad' : keyStore.warning === null ? 'good' : 'warn'
  return (
    <Section title={t('keys.title')}>
      <SettingGroup>
        <dl>
          <FactRow label={t('keys.store')} note={t(`keys.kinds.${keyStore.kind}`)}>
            <span className="flex items-center gap-2">
              <StatusDot tone={tone} />
              <span className="inline-block first-letter:uppercase">{keyStore.name}</span>
            </span>
          </FactRow>
        </dl>
        {keyStore.warning !== null && (
          <div className="border-t border-line p-4">
            <Notice tone={keyStore.kind === 'locked' ? 'bad' : 'warn'}>
              <Message text={keyStore.warning} />
            </Notice>
          </div>
        )}
        <div className="border-t border-line">
          <QueryState query={secrets} loading={<SkeletonRows rows={2} height={44} />}>
            {(list) => <SecretList secrets={list} onDelete={setDeleting} />}
          </QueryState>
        </div>
      </SettingGroup>
      <DeleteSecret
        secret={deleting}
        onClose={() => {
          setDeleting(null)
        }}
      />
    </Section>
  )
}

function SecretList({
  secrets,
  onDelete
}: {
  readonly secrets: readonly SecretInfo[]
  readonly onDelete: (secret: SecretInfo) => void
}) {
  const { t } = useTranslation('settings')
  if (secrets.length === 0) return <p className="px-4 py-3 text-sm text-faint">{t('keys.none')}</p>
  return (
    <ul aria-label={t('keys.stored')}>
      {secrets.map((secret) => (
        <li
          key={secret.name}
          className="flex min-h-11 items-center gap-3 border-b border-line px-4 last:border-b-0"
        >
          <code className="min-w-0 truncate font-mono text-xs text-ink">{secret.name}</code>
          <span className="ml-auto text-xs text-faint">
            {secret.used_by.length === 0
              ? t('keys.unused')
              : t('keys.usedBy', { accounts: secret.used_by.join(', ') })}
          </span>
          {secret.used_by.length === 0 ? (
            <IconButton
              label={t('keys.delete', { name: secret.name })}
              onClick={() => {
                onDelete(secret)
              }}
            >
              <Trash2 aria-hidden />
            </IconButton>
          ) : (
            <span className="w-7" />
          )}
        </li>
      ))}
    </ul>
  )
}

function DeleteSecret({
  secret,
  onClose
}: {
  readonly secret: SecretInfo | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('settings')
  const queryClient = useQueryClient()
  const name = secret?.name ?? ''
  const remove = useMutation(
    api.secrets.remove.mutationOptions({
      onSuccess: async () => {
        await refreshConfiguration(queryClient)
        onClose()
        toast.success(t('keys.deleted', { name }))
      }
    })
  )
  return (
    <ConfirmDialog
      open={secret !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('keys.deleteTitle', { name })}
      confirm={t('keys.deleteConfirm')}
      busy={remove.isPending}
      onConfirm={() => {
        remove.mutate({ name })
      }}
    >
      {t('keys.deleteText')}
    </ConfirmDialog>
  )
}
