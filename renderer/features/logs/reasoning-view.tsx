import { LockKeyhole } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ClippedText } from './clipped-text.tsx'
import { Fold } from './fold.tsx'
import { CacheLine, ExtraFields } from './part-marks.tsx'
import type { PlainPart } from './arrange-conversation.ts'

/** What the model thought, folded away; where its provider hides that, a line that says so. */
export function ReasoningView({ part }: { readonly part: Extract<PlainPart, { kind: 'reasoning' }> }) {
  const { t } = useTranslation('logs')
  const sealed = part.sealed === true
  const title = part.summary === true ? t('reasoning.summary') : t('reasoning.title')
  return (
    <>
      {part.text === '' ? (
        <p
          className="flex items-center gap-1.5 text-xs text-faint"
          title={sealed ? t('marks.sealHint') : undefined}
        >
          {sealed && <LockKeyhole aria-hidden className="size-3.5 shrink-0" />}
          {sealed ? t('reasoning.hidden') : t('reasoning.none')}
        </p>
      ) : (
        <Fold
          title={
            <span
              className="inline-flex items-center gap-1.5"
              title={sealed ? t('marks.sealHint') : undefined}
            >
              {title}
              {sealed && <LockKeyhole aria-hidden className="size-3 text-faint" />}
              {sealed && <span className="sr-only">{t('reasoning.sealed')}</span>}
            </span>
          }
          note={part.text.trim().slice(0, 160).replaceAll(/\s+/g, ' ')}
        >
          <ClippedText text={part.text} className="text-soft" limit={6000} lines={80} />
        </Fold>
      )}
      {part.extra !== undefined && <ExtraFields json={part.extra} />}
      {part.cache !== undefined && <CacheLine mark={part.cache} />}
    </>
  )
}
