import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '../../ui/cn.ts'
import { formatBytes } from '../../ui/format.ts'
import { clipText } from './clip-text.ts'
import { JsonText } from './json-text.tsx'

/** A text that may be very long: its beginning, and all of it on request. Only what is shown is on the page. */
export function ClippedText({
  text,
  limit = 2400,
  lines = 32,
  json,
  mono,
  className
}: {
  readonly text: string
  /** Characters shown at first. */
  readonly limit?: number
  /** Lines shown at first. */
  readonly lines?: number
  /** Colours it as JSON. */
  readonly json?: boolean
  readonly mono?: boolean
  readonly className?: string
}) {
  const { t } = useTranslation('logs')
  const [all, setAll] = useState(false)
  const clipped = clipText(text, limit, lines)
  const shown = all || clipped === undefined ? text : clipped
  return (
    <>
      <div
        className={cn(
          'break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]',
          (mono === true || json === true) && 'font-mono text-xs leading-5 [font-variant-ligatures:none]',
          clipped !== undefined && !all && 'mask-b-from-60%',
          className
        )}
      >
        {json === true ? <JsonText text={shown} /> : shown}
      </div>
      {clipped !== undefined && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
          className="mt-1 rounded-sm text-xs font-medium text-accent-ink hover:underline"
        >
          {all
            ? t('conversation.less')
            : t('conversation.more', { size: formatBytes(new TextEncoder().encode(text).length) })}
        </button>
      )}
    </>
  )
}
