import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { api } from '../../client/api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { formatCount } from '../../ui/format.ts'
import { Select } from '../../ui/select.tsx'

const AGES = ['7', '30', '90', '0'] as const

/** Deletes old requests now: how old is asked, and that it is for good is said. */
export function PruneDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('settings')
  const queryClient = useQueryClient()
  const [age, setAge] = useState<(typeof AGES)[number]>('30')
  const prune = useMutation(
    api.system.prune.mutationOptions({
      onSuccess: async ({ rows }) => {
        await Promise.all(
          [api.system.storage, api.system.status, api.logs, api.spend].map((part) =>
            queryClient.invalidateQueries({ queryKey: part.key() })
          )
        )
        onClose()
        toast.success(
          rows === 0 ? t('log.prunedNone') : t('log.pruned', { count: rows, formatted: formatCount(rows) })
        )
      }
    })
  )
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      title={t('log.pruneTitle')}
      confirm={t('log.pruneConfirm')}
      busy={prune.isPending}
      onConfirm={() => {
        prune.mutate({ older_than_days: Number(age) })
      }}
    >
      <p>{t('log.pruneText')}</p>
      <Field label={t('log.pruneAge')} className="mt-4">
        {({ id }) => (
          <Select
            id={id}
            className="w-48"
            value={age}
            onChange={setAge}
            options={AGES.map((days) => ({
              value: days,
              label: days === '0' ? t('log.pruneAll') : t('log.days', { count: Number(days) })
            }))}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
