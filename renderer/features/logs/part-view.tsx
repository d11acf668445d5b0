import { ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/assert-never.ts'
import type { TurnPart } from './arrange-conversation.ts'
import { ClippedText } from './clipped-text.tsx'
import { Fold } from './fold.tsx'
import { useJump } from './jump.ts'
import { MediaRow } from './media-view.tsx'
import { NativeView } from './native-view.tsx'
import { PartMarks } from './part-marks.tsx'
import { prettyJson } from './pretty-body.ts'
import { ReasoningView } from './reasoning-view.tsx'
import { TextView } from './text-view.tsx'
import { ToolCallView } from './tool-call-view.tsx'
import { ToolResultView } from './tool-result-view.tsx'

/** One part of a message, or some that are shown as one. */
export function PartView({ part }: { readonly part: TurnPart }) {
  switch (part.kind) {
    case 'text':
      return <TextView pieces={part.pieces} />
    case 'media':
      return <MediaRow parts={part.parts} />
    case 'call':
      return <ToolCallView call={part.call} result={part.result} fresh={part.fresh} />
    case 'answered':
      return <AnsweredLine names={part.names} number={part.number} />
    case 'part':
      return <PlainPartView part={part.part} />
    default:
      return assertNever(part)
  }
}

function PlainPartView({ part }: { readonly part: Extract<TurnPart, { kind: 'part' }>['part'] }) {
  const { t } = useTranslation('logs')
  switch (part.kind) {
    case 'reasoning':
      return <ReasoningView part={part} />
    case 'refusal':
      return (
        <>
          <div className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
            <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} />
            <div className="min-w-0">
              <p className="font-medium text-warn-ink">{t('conversation.refusal')}</p>
              <ClippedText text={part.text} />
            </div>
          </div>
          <PartMarks part={part} />
        </>
      )
    case 'native':
      return <NativeView part={part} />
    case 'tool-result':
      return (
        <div className="overflow-hidden rounded-lg border border-line">
          <ToolResultView
            result={part}
            title={
              <>
                {t('conversation.strayResult')} <code className="font-mono">{part.name ?? part.id}</code>
              </>
            }
          />
        </div>
      )
    case 'other':
      return (
        <Fold title={t('conversation.other')}>
          <ClippedText text={prettyJson(part.json) ?? part.json} json />
        </Fold>
      )
    default:
      return assertNever(part)
  }
}

/** Stands for results that are shown under their calls, and leads there. */
function AnsweredLine({ names, number }: { readonly names: readonly string[]; readonly number: number }) {
  const { t } = useTranslation('logs')
  const jump = useJump()
  return (
    <button
      type="button"
      onClick={() => {
        jump(number)
      }}
      className="self-start rounded-sm text-left text-xs text-faint hover:text-ink hover:underline"
    >
      {t('conversation.answered', { count: names.length, names: names.join(', '), number })}
    </button>
  )
}
