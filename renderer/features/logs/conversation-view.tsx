import { useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../shared/domain/conversation.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { arrangeConversation, foldedCount, type Turn } from './arrange-conversation.ts'
import { finishHint } from './finish-words.ts'
import { Fold } from './fold.tsx'
import { goToTurn, JumpContext, type Jump } from './jump.ts'
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
  const read = useMemo(() => arrangeConversation(conversation), [conversation])
  const folded = useMemo(() => foldedCount(read.turns), [read])
  const [unfolded, setUnfolded] = useState(false)
  const shown = unfolded ? read.turns : read.turns.slice(folded)
  const sent = shown.filter((turn) => !turn.reply)
  const reply = shown.filter((turn) => turn.reply)
  const jump: Jump = (number) => {
    if (goToTurn(number)) return
    // It is among the earlier ones: they must be on the page before one can go there.
    flushSync(() => {
      setUnfolded(true)
    })
    goToTurn(number)
  }
  return (
    <JumpContext value={jump}>
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
          {conversation.finish_reason !== null && conversation.reply.length === 1 && (
            <Finish word={conversation.finish_reason} />
          )}
          <span aria-hidden className="h-px flex-1 bg-line" />
        </div>
        {conversation.reply.length > 1 && (
          <p className="text-xs text-faint">
            {t('conversation.choices', { count: conversation.reply.length })}
          </p>
        )}
        {reply.length === 0 && <p className="text-sm text-faint">{t('conversation.noReply')}</p>}
        {reply.map((turn, index) => (
          <TurnCard
            key={turn.number}
            turn={turn}
            model={model}
            choice={reply.length > 1 ? { number: index + 1, count: reply.length } : undefined}
          />
        ))}
        {conversation.error !== undefined && (
          <Notice tone="bad">
            <p className="font-semibold">{t('conversation.streamError')}</p>
            <p className="mt-0.5 text-ink">{conversation.error}</p>
          </Notice>
        )}
        {conversation.cut === true && <p className="text-sm text-warn-ink">{t('conversation.cut')}</p>}
      </div>
    </JumpContext>
  )
}

/** Why the answer ended, in the provider's word, and what that means where it is not simply the end. */
function Finish({ word }: { readonly word: string }) {
  const { t } = useTranslation('logs')
  const hint = finishHint(word)
  return (
    <span className="font-normal">
      {t('conversation.finish', { reason: word })}
      {hint !== undefined && <span className="text-warn-ink"> · {t(`finish.${hint}`)}</span>}
    </span>
  )
}

function firstWords(turns: readonly Turn[]): string {
  const part = turns[0]?.parts[0]
  const text = part?.kind === 'text' ? (part.pieces[0]?.part.text ?? '') : ''
  return text.trim().slice(0, 160).replaceAll(/\s+/g, ' ')
}
