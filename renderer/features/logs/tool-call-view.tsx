import { Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ClippedText } from './clipped-text.tsx'
import { prettyJson } from './pretty-body.ts'
import type { ToolCallPart, ToolResultPart } from './read-conversation.ts'

/** A tool call with its arguments laid out, and under it the result that was sent back for it. */
export function ToolCallView({
  call,
  result
}: {
  readonly call: ToolCallPart
  readonly result: ToolResultPart | undefined
}) {
  const { t } = useTranslation('logs')
  const args = prettyJson(call.args)
  const empty = call.args.trim() === '' || args === '{}'
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <div className="flex h-8 items-center gap-2 border-b border-line bg-sunken pr-1 pl-3 text-xs">
        <Wrench aria-hidden className="size-3.5 shrink-0 text-faint" />
        <span className="sr-only">{t('conversation.call')} </span>
        <code className="min-w-0 truncate font-mono font-medium text-ink">{call.name}</code>
        <code className="ml-auto min-w-0 truncate font-mono text-2xs text-faint">{call.id}</code>
        <CopyButton text={call.args} label={t('conversation.copyArguments')} />
      </div>
      <div className="px-3 py-2">
        {empty ? (
          <span className="text-xs text-faint">{t('conversation.noArguments')}</span>
        ) : (
          <ClippedText text={args ?? call.args} json lines={14} limit={1200} />
        )}
      </div>
      <div className="relative border-t border-line bg-sunken px-3 py-2 pr-10">
        {result === undefined ? (
          <span className="text-xs text-faint">{t('conversation.noResult')}</span>
        ) : (
          <>
            <p className="mb-1 text-2xs text-faint">{t('conversation.result')}</p>
            <ToolResultText text={result.text} />
            <CopyButton
              text={result.text}
              label={t('conversation.copyResult')}
              className="absolute top-1 right-1 bg-sunken"
            />
          </>
        )}
      </div>
    </div>
  )
}

/** Laying out a result of megabytes before anybody asked for it would hold the page up. */
function ToolResultText({ text }: { readonly text: string }) {
  const pretty = text.length < 50_000 ? prettyJson(text) : undefined
  return <ClippedText text={pretty ?? text} mono json={pretty !== undefined} lines={10} limit={1200} />
}
