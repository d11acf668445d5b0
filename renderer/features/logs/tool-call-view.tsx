import { Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { SentResult, ToolCallPart } from './arrange-conversation.ts'
import { ClippedText } from './clipped-text.tsx'
import { useJump } from './jump.ts'
import { PartCard } from './part-card.tsx'
import { PartMarks } from './part-marks.tsx'
import { prettyJson } from './pretty-body.ts'
import { ToolResultView } from './tool-result-view.tsx'

/** A tool call with its arguments laid out, and under it the result that was sent back for it. */
export function ToolCallView({
  call,
  result,
  fresh
}: {
  readonly call: ToolCallPart
  readonly result: SentResult | undefined
  /** Made in this request: the app has yet to answer it. */
  readonly fresh: boolean
}) {
  const { t } = useTranslation('logs')
  const custom = call.custom === true
  const args = custom ? undefined : prettyJson(call.args)
  const empty = call.args.trim() === '' || args === '{}'
  return (
    <PartCard
      icon={Wrench}
      title={
        <>
          <span className="sr-only">{t('conversation.call')} </span>
          <code className="min-w-0 truncate font-mono text-ink" title={call.name}>
            {call.namespace !== undefined && <span className="text-faint">{call.namespace} / </span>}
            <span className="font-medium">{call.name}</span>
          </code>
          {custom && <Badge>{t('conversation.custom')}</Badge>}
        </>
      }
      aside={
        <>
          <code className="min-w-0 truncate font-mono text-2xs text-faint" title={call.id}>
            {call.id}
          </code>
          <CopyButton text={call.args} label={t('conversation.copyArguments')} />
        </>
      }
    >
      <div className="flex flex-col gap-1.5 px-3 py-2">
        {empty ? (
          <span className="text-xs text-faint">{t('conversation.noArguments')}</span>
        ) : (
          <div>
            <ClippedText text={args ?? call.args} json={!custom} mono lines={14} limit={1200} />
          </div>
        )}
        <PartMarks part={call} />
      </div>
      <div className="border-t border-line">
        {result === undefined ? (
          <p className="bg-sunken px-3 py-2 text-xs text-faint">
            {fresh ? t('conversation.resultLater') : t('conversation.noResult')}
          </p>
        ) : (
          <ToolResultView result={result.part} title={<ResultTitle result={result} />} />
        )}
      </div>
    </PartCard>
  )
}

/** Says in which message the result was sent, and leads there where that message says more. */
function ResultTitle({ result: { number, shown } }: { readonly result: SentResult }) {
  const { t } = useTranslation('logs')
  const jump = useJump()
  if (!shown) return t('conversation.resultIn', { number })
  return (
    <button
      type="button"
      onClick={() => {
        jump(number)
      }}
      className="rounded-sm hover:text-ink hover:underline"
    >
      {t('conversation.resultIn', { number })}
    </button>
  )
}
