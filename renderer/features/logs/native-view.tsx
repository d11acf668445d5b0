import { Boxes, FileSearch, Globe, Image, Layers, type LucideIcon, Plug, SquareTerminal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MediaPart, NativePart } from '../../../shared/domain/conversation.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ClippedText } from './clipped-text.tsx'
import { spelledReason } from './failure-words.ts'
import { Fold } from './fold.tsx'
import { MediaRow } from './media-view.tsx'
import { PartCard } from './part-card.tsx'
import { PartMarks } from './part-marks.tsx'
import { prettyJson } from './pretty-body.ts'
import { SourceList } from './source-list.tsx'

/** By what their names have in common; names that come later than this program find a place too. */
const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/image/i, Image],
  [/file/i, FileSearch],
  [/search|fetch|url|grounding/i, Globe],
  [/code|exec|bash|shell|terminal|computer|patch/i, SquareTerminal],
  [/mcp|connector/i, Plug],
  [/compact|summary/i, Layers]
]

/** What ran at the provider, or what only it knows: in a line what it was, all of it on request. */
export function NativeView({ part }: { readonly part: NativePart }) {
  const { t } = useTranslation('logs')
  const icon = ICONS.find(([name]) => name.test(`${part.what} ${part.summary}`))?.[1] ?? Boxes
  return (
    <>
      <PartCard
        icon={icon}
        title={
          <span className="shrink-0 font-medium text-ink" title={part.what}>
            {spelledReason(part.what.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())}
          </span>
        }
        aside={
          <>
            <span className="shrink-0 text-2xs text-faint">{t('native.byProvider')}</span>
            <CopyButton text={part.json} label={t('native.copy')} />
          </>
        }
      >
        <div className="flex flex-col gap-2 px-3 py-2">
          {part.summary !== '' && (
            <ClippedText text={part.summary} lines={3} limit={400} className="text-sm" />
          )}
          {part.text !== '' && (
            <ClippedText text={prettyJson(part.text) ?? part.text} mono lines={14} limit={1600} />
          )}
          {part.images !== undefined && <MediaRow parts={part.images.map(imagePart)} />}
          {part.links.length > 0 && <SourceList sources={part.links} />}
          <Fold title={t('native.json')}>
            <ClippedText text={prettyJson(part.json) ?? part.json} json lines={40} limit={6000} />
          </Fold>
        </div>
      </PartCard>
      <PartMarks part={part} />
    </>
  )
}

function imagePart(url: string): MediaPart {
  return { kind: 'media', media: 'image', source: { kind: 'url', url } }
}
