import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogDetail } from '../../../shared/contract/logs.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { JsonText } from './json-text.tsx'
import { prettyBody } from './pretty-body.ts'

/** Characters shown at first: more than anybody reads, and laid out at once. */
const FIRST = 200_000

/** A body as it was sent: laid out for reading, or to the byte. */
export function BodyView({
  which,
  body
}: {
  readonly which: 'request' | 'response'
  readonly body: LogDetail['request']
}) {
  const { t } = useTranslation('logs')
  const [exact, setExact] = useState(false)
  const [all, setAll] = useState(false)
  const pretty = useMemo(
    () => (body?.encoding === 'utf8' ? prettyBody(body.text, body.content_type) : undefined),
    [body]
  )
  if (body === null) {
    return (
      <div className="rounded-lg border border-line bg-sunken px-4 py-6 text-center">
        <p className="text-sm font-medium text-ink">{t('body.none')}</p>
        <p className="mt-1 text-sm text-faint">
          {which === 'request' ? t('body.noneRequest') : t('body.noneResponse')}
        </p>
      </div>
    )
  }
  const text = exact || pretty === undefined ? body.text : pretty
  const shown = all ? text : text.slice(0, FIRST)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {pretty !== undefined && (
          <Segmented
            label={t('body.view')}
            value={exact ? 'exact' : 'pretty'}
            onChange={(value) => {
              setExact(value === 'exact')
            }}
            segments={[
              { value: 'pretty', label: t('body.pretty') },
              { value: 'exact', label: t('body.exact') }
            ]}
          />
        )}
        <Badge>{formatBytes(body.bytes)}</Badge>
        {body.content_type !== null && <Badge className="min-w-0 truncate">{body.content_type}</Badge>}
        <CopyButton text={body.text} label={t('body.copyAll')} showLabel className="ml-auto" />
      </div>
      {body.truncated === true && <Notice>{t('body.truncated', { size: formatBytes(body.bytes) })}</Notice>}
      {body.encoding === 'base64' && <Notice>{t('body.binary')}</Notice>}
      {body.bytes === 0 ? (
        <p className="text-sm text-faint">{t('body.empty')}</p>
      ) : (
        <pre
          aria-label={t('body.label', { which: t(`body.${which}`) })}
          className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]"
        >
          <JsonText text={shown} />
        </pre>
      )}
      {shown.length < text.length && (
        <div className="flex items-center gap-3">
          <span className="text-xs text-faint">
            {t('body.clipped', { shown: formatBytes(shown.length), size: formatBytes(text.length) })}
          </span>
          <Button
            size="sm"
            onClick={() => {
              setAll(true)
            }}
          >
            {t('body.showAll', { size: formatBytes(text.length) })}
          </Button>
        </div>
      )}
    </div>
  )
}
