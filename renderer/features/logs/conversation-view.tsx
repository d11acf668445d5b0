import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../shared/domain/conversation.ts'
import { Button } from '../../ui/button.tsx'
import { Fold } from './fold.tsx'
import { foldedCount, readConversation } from './read-conversation.ts'
import { TurnCard } from './turn-card.tsx'

/** A request and its answer, read as what was said. */
export function ConversationView({
  conversation,
  model
}: {
  readonly conversation: Conversation
  readonly model: string | null
}) {
  const { t } = useTranslation('logs')
  const read = useMemo(() => readConversation(conversation), [conversation])
  const folded = useMemo(() => foldedCount(read.turns), [read])
  const [unfolded, setUnfolded] = useState(false)
  const shown = unfolded ? read.turns : read.turns.slice(folded)
  const sent = shown.filter((turn) => !turn.reply)
  const reply = shown.filter((turn) => turn.reply)
  return (
    <div className="flex flex-col gap-5">
      {read.instructions.length > 0 && (
        <Fold
          title={t('conversation.instructions', { count: read.instructions.length })}
          note={firstWords(read.instructions)}
        >
          <div className="flex flex-col gap-4">
            {read.instructions.map((turn) => (
              <TurnCard key={turn.number} turn={turn} model={model} />
            ))}
          </div>
        </Fold>
      )}
      {folded > 0 && (
        <div className="flex items-center gap-3">
          <span aria-hidden className="h-px flex-1 bg-line" />
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={unfolded}
            onClick={() => {
              setUnfolded(!unfolded)
            }}
          >
            {unfolded
              ? t('conversation.hideEarlier', { count: folded })
              : t('conversation.earlier', { count: folded })}
          </Button>
          <span aria-hidden className="h-px flex-1 bg-line" />
        </div>
      )}
      {sent.map((turn) => (
        <TurnCard key={turn.number} turn={turn} model={model} />
      ))}
      <div className="flex items-center gap-3 text-2xs font-medium text-faint">
        <span aria-hidden className="h-px flex-1 bg-line" />
        {t('conversation.replyHere')}
        {conversation.finish_reason !== null && (
          <span className="font-normal">
            {t('conversation.finish', { reason: conversation.finish_reason })}
          </span>
        )}
        <span aria-hidden className="h-px flex-1 bg-line" />
      </div>
      {conversation.reply.length > 1 && (
        <p className="text-xs text-faint">
          {t('conversation.choices', { count: conversation.reply.length })}
        </p>
      )}
      {reply.length === 0 && <p className="text-sm text-faint">{t('conversation.noReply')}</p>}
      {reply.map((turn) => (
        <TurnCard key={turn.number} turn={turn} model={model} />
      ))}
    </div>
  )
}

function firstWords(turns: ReturnType<typeof readConversation>['instructions']): string {
  const part = turns[0]?.parts[0]
  if (part?.kind !== 'part' || part.part.kind !== 'text') return ''
  return part.part.text.trim().slice(0, 160).replaceAll(/\s+/g, ' ')
}
