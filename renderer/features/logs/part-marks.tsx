import { DatabaseZap, LockKeyhole } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ClippedText } from './clipped-text.tsx'
import { Fold } from './fold.tsx'
import { prettyJson } from './pretty-body.ts'

/** What hangs on a part without being said: its cache mark, its seal, fields of its dialect alone. */
interface Marked {
  readonly cache?: string | undefined
  readonly sealed?: boolean | undefined
  readonly extra?: string | undefined
}

/** A part's marks, quietly under it. */
export function PartMarks({ part }: { readonly part: Marked }) {
  return (
    <>
      {part.extra !== undefined && <ExtraFields json={part.extra} />}
      {part.sealed === true && <SealMark />}
      {part.cache !== undefined && <CacheLine mark={part.cache} />}
    </>
  )
}

/** Where the provider's prompt cache may end a prefix: everything above it can be read from the cache. */
export function CacheLine({ mark }: { readonly mark: string }) {
  const { t } = useTranslation('logs')
  return (
    <div className="flex items-center gap-1.5 text-2xs text-faint" title={t('marks.cacheHint')}>
      <DatabaseZap aria-hidden className="size-3 shrink-0" />
      <span className="shrink-0">{t('marks.cache')}</span>
      {mark !== '' && <code className="min-w-0 shrink-0 font-mono">{mark}</code>}
      <span aria-hidden className="h-0 min-w-4 flex-1 border-t border-dashed border-line-strong" />
    </div>
  )
}

/** The provider's own proof of the thoughts behind a part. */
export function SealMark() {
  const { t } = useTranslation('logs')
  return (
    <p className="flex items-center gap-1.5 text-2xs text-faint" title={t('marks.sealHint')}>
      <LockKeyhole aria-hidden className="size-3 shrink-0" />
      {t('marks.seal')}
    </p>
  )
}

/** Fields that no other dialect has: there for who looks for them. */
export function ExtraFields({ json }: { readonly json: string }) {
  const { t } = useTranslation('logs')
  return (
    <Fold
      title={<span className="text-2xs font-normal text-faint">{t('marks.extra')}</span>}
      note={names(json)}
    >
      <ClippedText text={prettyJson(json) ?? json} json lines={24} />
    </Fold>
  )
}

function names(json: string): string {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? Object.keys(value).join(', ') : ''
}
