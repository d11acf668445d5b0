import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelState } from '../../../shared/contract/index.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogContent } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useSetPrice } from './model-changes.ts'
import { parsePrice, priceDraft, type Rate, RATES } from './price-draft.ts'
import { Message } from '../../ui/message.tsx'

/** A price of one's own for a model, over the catalogue's; or back to that. */
export function PriceDialog({
  model,
  onClose
}: {
  readonly model: ModelState
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['models', 'common'])
  const formId = useId()
  const [draft, setDraft] = useState(() => priceDraft(model.price))
  const [tried, setTried] = useState(false)
  const setPrice = useSetPrice(onClose)
  const parsed = parsePrice(draft)
  const target = { account: model.account, model: model.id }

  const submit = (): void => {
    setTried(true)
    if ('price' in parsed) setPrice.mutate({ ...target, price: parsed.price })
  }
  const errorOf = (rate: Rate): string | undefined => {
    const problem = tried && 'problems' in parsed ? parsed.problems[rate] : undefined
    return problem === undefined ? undefined : t(`price.${problem}`)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <DialogContent
        title={t('price.title', { model: model.id })}
        description={t('price.text')}
        footer={
          <>
            {model.price_source === 'override' && (
              <Button
                variant="ghost"
                className="mr-auto"
                onClick={() => {
                  setPrice.mutate({ ...target, price: null })
                }}
              >
                {t('price.reset')}
              </Button>
            )}
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" loading={setPrice.isPending}>
              {t('common:save')}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <div className="grid grid-cols-2 gap-4">
            {RATES.map((rate) => (
              <Field
                key={rate}
                label={t(`price.${rate}`)}
                error={errorOf(rate)}
                hint={rate === 'input' || rate === 'output' ? undefined : t('price.optional')}
              >
                {(control) => (
                  <div className="relative">
                    <span aria-hidden className="absolute top-1.5 left-2.5 text-sm text-faint">
                      $
                    </span>
                    <Input
                      {...control}
                      inputMode="decimal"
                      value={draft[rate]}
                      className="pl-6 tabular-nums"
                      onChange={(event) => {
                        setDraft({ ...draft, [rate]: event.target.value })
                      }}
                    />
                  </div>
                )}
              </Field>
            ))}
          </div>
          <p className="mt-4 text-xs break-all text-faint">
            {model.price_id === null ? t('price.fromNone') : t('price.from', { id: model.price_id })}
          </p>
          {setPrice.isError && (
            <Notice tone="bad" live className="mt-3">
              <Message text={decodeError(setPrice.error).message} />
            </Notice>
          )}
        </form>
      </DialogContent>
    </Dialog>
  )
}
