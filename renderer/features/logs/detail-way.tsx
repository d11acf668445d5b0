import { ArrowRight, Languages } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { dialectName, isTranslated } from './dialect-words.ts'
import { NoteText } from './note-text.tsx'

/** Notes shown before the rest is asked for. */
const FIRST = 4

/** Which dialects the client and the provider spoke, and what Gatehouse noted on the way between them. */
export function DetailWay({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const { dialect_in: from, dialect_out: to, notes } = row
  if (from === null && notes.length === 0) return null
  return (
    <div className="flex gap-2.5 border-b border-line px-5 py-2.5 text-xs text-soft">
      <Languages aria-hidden className="mt-px size-3.5 shrink-0 text-faint" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {from !== null && (
          <p className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-0.5">
            <span className="font-medium text-ink">{dialectName(from)}</span>
            {to !== null && isTranslated(row) && (
              <>
                <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
                <span className="sr-only">{t('way.to')}</span>
                <span className="font-medium text-ink">{dialectName(to)}</span>
              </>
            )}
            <span className="text-faint">{t(`way.${wayOf(row)}`)}</span>
          </p>
        )}
        {notes.length > 0 && <Notes notes={notes} />}
      </div>
    </div>
  )
}

function wayOf(row: RequestLogRow): 'translated' | 'passed' | 'noted' | 'kept' {
  if (row.dialect_out === null) return 'kept'
  if (isTranslated(row)) return 'translated'
  return row.notes.length > 0 ? 'noted' : 'passed'
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  const { t } = useTranslation('logs')
  const [all, setAll] = useState(false)
  const some = notes.length > FIRST + 1 && !all
  return (
    <div>
      <ul
        aria-label={t('detail.notesTitle')}
        className="flex list-disc flex-col gap-0.5 pl-3.5 marker:text-faint"
      >
        {(some ? notes.slice(0, FIRST) : notes).map((note, index) => (
          // A row's notes never change.
          <li key={index} className="break-words [overflow-wrap:anywhere]">
            <NoteText text={note} />
          </li>
        ))}
      </ul>
      {notes.length > FIRST + 1 && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
          className="mt-0.5 ml-3.5 rounded-sm font-medium text-accent-ink hover:underline"
        >
          {all ? t('way.fewerNotes') : t('way.allNotes', { count: notes.length })}
        </button>
      )}
    </div>
  )
}
