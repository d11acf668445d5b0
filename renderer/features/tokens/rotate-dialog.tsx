import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MadeToken, TokenState } from '../../../shared/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogContent } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useRotateToken } from './token-changes.ts'

const GRACE_MS = { none: 0, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const
type Grace = keyof typeof GRACE_MS

/** Asks how long the value in use may go on before a new one is made. */
export function RotateDialog({
  token,
  onClose,
  onMade
}: {
  readonly token: TokenState | null
  readonly onClose: () => void
  readonly onMade: (made: MadeToken) => void
}) {
  const { t } = useTranslation(['tokens', 'common'])
  const [grace, setGrace] = useState<Grace>('24h')
  const rotate = useRotateToken(onMade)
  if (token === null) return null
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <DialogContent
        title={t('rotate.title', { name: token.name })}
        description={t('rotate.text')}
        className="max-w-105"
        footer={
          <>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button
              variant="primary"
              loading={rotate.isPending}
              onClick={() => {
                rotate.mutate({ name: token.name, grace_ms: GRACE_MS[grace] })
              }}
            >
              {t('rotate.confirm')}
            </Button>
          </>
        }
      >
        <Field label={t('rotate.grace')}>
          {({ id }) => (
            <Select
              id={id}
              className="w-full"
              value={grace}
              onChange={setGrace}
              options={[
                { value: 'none', label: t('rotate.graceNone') },
                { value: '1h', label: t('rotate.grace1h') },
                { value: '24h', label: t('rotate.grace24h') },
                { value: '7d', label: t('rotate.grace7d') }
              ]}
            />
          )}
        </Field>
      </DialogContent>
    </Dialog>
  )
}
