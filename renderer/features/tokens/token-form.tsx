import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MadeToken, TokenState } from '../../../shared/contract/index.ts'
import { decodeError, issueOf } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { SheetContent } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { useCreateToken, useUpdateToken } from './token-changes.ts'
import { type ExpiryChoice, expiryTime } from './token-expiry.ts'
import type { Scope } from './token-scope.ts'
import { Message } from '../../ui/message.tsx'

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Name, models, expiry, and whether its bodies are kept. */
export function TokenForm({
  token,
  taken,
  onMade,
  onClose
}: {
  /** The token to edit; null for a new one. */
  readonly token: TokenState | null
  readonly taken: readonly string[]
  readonly onMade: (made: MadeToken) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('tokens')
  const formId = useId()
  const [name, setName] = useState(token?.name ?? '')
  const [scope, setScope] = useState<Scope>(token?.models ?? '*')
  const [choice, setChoice] = useState<ExpiryChoice>(
    token === null || token.expires === null ? 'never' : 'keep'
  )
  const [day, setDay] = useState('')
  const [payloads, setPayloads] = useState(token?.payloads ?? true)
  const [tried, setTried] = useState(false)
  const create = useCreateToken(onMade)
  const update = useUpdateToken(onClose)
  const save = token === null ? create : update
  const refusal = save.error === null ? null : decodeError(save.error)

  const nameProblem = (): 'required' | 'nameBad' | 'taken' | undefined => {
    if (token !== null) return undefined
    if (name === '') return 'required'
    if (!NAME.test(name)) return 'nameBad'
    return taken.includes(name) ? 'taken' : undefined
  }
  const problem = nameProblem()
  const scopeEmpty = scope !== '*' && scope.length === 0
  const expiryOf = (now: number): string | null | undefined =>
    expiryTime(choice, { now, day, kept: token?.expires ?? null })

  const submit = (): void => {
    setTried(true)
    const now = Date.now()
    const expires = expiryOf(now)
    const over = choice === 'date' && expires !== undefined && expires !== null && Date.parse(expires) < now
    if (problem !== undefined || scopeEmpty || expires === undefined || over) return
    const models = scope === '*' ? scope : [...scope]
    if (token === null) create.mutate({ name, models, payloads, ...(expires !== null && { expires }) })
    else update.mutate({ name: token.name, models, payloads, expires })
  }
  return (
    <SheetContent
      title={token === null ? t('form.createTitle') : t('form.editTitle', { name: token.name })}
      description={token === null ? t('form.createText') : t('form.editText')}
      onInteractOutside={(event) => {
        event.preventDefault()
      }}
      footer={
        <Button type="submit" form={formId} variant="primary" loading={save.isPending}>
          {token === null ? t('form.submit') : t('form.save')}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {token === null && (
          <Field
            label={t('form.name')}
            hint={t('form.nameHint')}
            error={tried && problem !== undefined ? t(`form.${problem}`) : issueOf(refusal, 'name')}
          >
            {(control) => (
              <Input
                {...control}
                value={name}
                placeholder={t('form.namePlaceholder')}
                onChange={(event) => {
                  setName(event.target.value)
                  create.reset()
                }}
              />
            )}
          </Field>
        )}
        <ScopePicker
          scope={scope}
          onChange={setScope}
          error={tried && scopeEmpty ? t('form.scopeNone') : undefined}
        />
        <ExpiryField
          choice={choice}
          onChoice={setChoice}
          day={day}
          onDay={setDay}
          kept={token?.expires ?? null}
          tried={tried}
        />
        <Field label={t('form.payloads')} hint={t('form.payloadsHint')}>
          {({ id, 'aria-describedby': describedBy }) => (
            <Switch id={id} aria-describedby={describedBy} checked={payloads} onCheckedChange={setPayloads} />
          )}
        </Field>
        {refusal !== null && issueOf(refusal, 'name') === undefined && (
          <Notice tone="bad" live>
            <Message text={refusal.message} />
          </Notice>
        )}
      </form>
    </SheetContent>
  )
}
