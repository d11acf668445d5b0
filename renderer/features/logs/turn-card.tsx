import { BookText, type LucideIcon, User, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '../../ui/cn.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import type { Turn, TurnPart } from './arrange-conversation.ts'
import { turnElementId } from './jump.ts'
import { ExtraFields } from './part-marks.tsx'
import { PartView } from './part-view.tsx'
import { SourceList } from './source-list.tsx'

const ICONS: Readonly<Record<string, LucideIcon>> = {
  system: BookText,
  developer: BookText,
  user: User,
  tool: Wrench
}
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const

/** One message: who, and what in its parts. */
export function TurnCard({
  turn,
  model,
  choice
}: {
  readonly turn: Turn
  readonly model: string | null
  /** Which of several answers it is. */
  readonly choice?: { readonly number: number; readonly count: number } | undefined
}) {
  const { t } = useTranslation('logs')
  const role = ROLES.find((candidate) => candidate === turn.role)
  const said = spokenText(turn.parts)
  const Icon = ICONS[turn.role] ?? User
  return (
    // Far ones of a long history are laid out when they come into sight.
    <article
      id={turnElementId(turn.number)}
      // A jump puts the focus here, so that the keyboard goes on from here.
      tabIndex={-1}
      className="group flex scroll-mt-12 gap-3 outline-none [contain-intrinsic-size:auto_120px] [content-visibility:auto] focus-visible:rounded-md focus-visible:outline-2"
    >
      {turn.role === 'assistant' && model !== null ? (
        <EntityIcon kind="model" name={model} className="mt-px size-6 rounded-md [&_svg]:size-3.5" />
      ) : (
        <span
          aria-hidden
          className="mt-px flex size-6 shrink-0 items-center justify-center rounded-md bg-selected text-soft"
        >
          <Icon className="size-3.5" />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <div className="flex h-6 items-center gap-2">
          <h3 className="text-xs font-semibold text-ink">
            {role === undefined ? turn.role : t(`conversation.roles.${role}`)}
          </h3>
          {turn.name !== undefined && <span className="truncate text-xs text-soft">{turn.name}</span>}
          <span className="shrink-0 text-2xs text-faint">{turn.number}</span>
          {choice !== undefined && (
            <span className="shrink-0 text-2xs text-faint">
              {t('conversation.choice', choice)}
              {turn.finish !== undefined && ` · ${t('conversation.finish', { reason: turn.finish })}`}
            </span>
          )}
          {said !== '' && (
            <CopyButton
              text={said}
              label={t('conversation.copyMessage')}
              className="ml-auto opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100"
            />
          )}
        </div>
        <div
          className={cn('mt-1 flex flex-col gap-3', turn.role === 'user' && 'rounded-lg bg-sunken px-3 py-2')}
        >
          {turn.parts.length === 0 && (
            <span className="text-sm text-faint italic">{t('conversation.empty')}</span>
          )}
          {turn.parts.map((part, index) => (
            // Parts of one message never change places.
            <PartView key={index} part={part} />
          ))}
          {turn.sources.length > 0 && <SourceList sources={turn.sources} />}
          {turn.extra !== undefined && <ExtraFields json={turn.extra} />}
        </div>
      </div>
    </article>
  )
}

/** What of a message one would paste elsewhere: its text. */
function spokenText(parts: readonly TurnPart[]): string {
  return parts
    .flatMap((part) => {
      if (part.kind === 'text') return [part.pieces.map((piece) => piece.part.text).join('')]
      return part.kind === 'part' && part.part.kind === 'refusal' ? [part.part.text] : []
    })
    .join('\n\n')
}
