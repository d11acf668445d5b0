import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { InnerPart } from '../../../shared/domain/conversation.ts'
import { Badge } from '../../ui/badge.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { ToolResultPart } from './arrange-conversation.ts'
import { ClippedText } from './clipped-text.tsx'
import { groupParts } from './group-parts.ts'
import { MediaRow } from './media-view.tsx'
import { NativeView } from './native-view.tsx'
import { PartMarks } from './part-marks.tsx'
import { prettyJson } from './pretty-body.ts'
import { SourceList } from './source-list.tsx'

/** What a tool gave back: text, images and files as they were sent, and whether it failed. */
export function ToolResultView({
  result,
  title
}: {
  readonly result: ToolResultPart
  /** Whose result it is. */
  readonly title: ReactNode
}) {
  const { t } = useTranslation('logs')
  const said = result.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n')
  return (
    <div className="relative flex flex-col gap-1.5 bg-sunken px-3 py-2 pr-10">
      <div className="flex min-h-5 items-center gap-2 text-2xs text-faint">
        <span className="min-w-0 truncate">{title}</span>
        {result.error === true && <Badge tone="bad">{t('conversation.failedTool')}</Badge>}
      </div>
      {result.parts.length === 0 && (
        <span className="text-xs text-faint italic">{t('conversation.emptyResult')}</span>
      )}
      {groupParts(result.parts).map((group, index) => (
        // Parts of one result never change places.
        <ResultGroup key={index} group={group} />
      ))}
      <PartMarks part={result} />
      {said !== '' && (
        <CopyButton
          text={said}
          label={t('conversation.copyResult')}
          className="absolute top-1 right-1 bg-sunken"
        />
      )}
    </div>
  )
}

function ResultGroup({ group }: { readonly group: ReturnType<typeof groupParts>[number] }) {
  if (group.kind === 'media') return <MediaRow parts={group.parts} />
  if (group.kind === 'text') {
    return group.parts.map((part, index) => (
      // As above.
      <ResultText key={index} part={part} />
    ))
  }
  if (group.part.kind === 'native') return <NativeView part={group.part} />
  if (group.part.kind !== 'other') return null
  return <ClippedText text={prettyJson(group.part.json) ?? group.part.json} json lines={10} limit={1200} />
}

/** Laying out a result of megabytes before anybody asked for it would hold the page up. */
function ResultText({ part }: { readonly part: Extract<InnerPart, { kind: 'text' }> }) {
  const pretty = part.text.length < 50_000 ? prettyJson(part.text) : undefined
  return (
    <>
      <ClippedText text={pretty ?? part.text} mono json={pretty !== undefined} lines={10} limit={1200} />
      {part.citations !== undefined && <SourceList sources={part.citations} />}
      <PartMarks part={part} />
    </>
  )
}
