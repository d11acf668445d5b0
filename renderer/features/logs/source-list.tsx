import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Citation } from '../../../shared/domain/conversation.ts'

/** Sources shown before the rest is asked for. */
const FIRST = 4

/** What a text leans on, numbered: addresses as links that nothing is loaded from before they are clicked. */
export function SourceList({ sources }: { readonly sources: readonly Citation[] }) {
  const { t } = useTranslation('logs')
  const [all, setAll] = useState(false)
  const shown = all ? sources : sources.slice(0, FIRST)
  return (
    <div className="text-xs">
      <p className="mb-1 text-2xs font-medium text-faint">{t('sources.title', { count: sources.length })}</p>
      <ol className="flex flex-col gap-1">
        {shown.map((source, index) => (
          // Sources of one turn never change places.
          <li key={index} className="flex min-w-0 gap-2">
            <span className="w-4 shrink-0 text-right text-2xs leading-4 text-faint">{index + 1}</span>
            <div className="min-w-0 flex-1 leading-4">
              <SourceName source={source} />
              {source.text !== '' && (
                <p className="line-clamp-2 text-faint" title={source.text.slice(0, 1000)}>
                  “{source.text}”
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {sources.length > FIRST + 1 && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
          className="mt-1 ml-6 rounded-sm font-medium text-accent-ink hover:underline"
        >
          {all ? t('sources.fewer') : t('sources.all', { count: sources.length })}
        </button>
      )}
    </div>
  )
}

function SourceName({ source }: { readonly source: Citation }) {
  const { t } = useTranslation('logs')
  const { title, url } = source
  if (!/^https?:\/\//i.test(url)) {
    const name = title === '' ? url : title
    return name === '' ? (
      <span className="text-faint">{t('sources.document')}</span>
    ) : (
      <span className="block truncate font-medium text-ink" title={url === '' ? name : `${name} · ${url}`}>
        {name}
      </span>
    )
  }
  const host = URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : ''
  return (
    <span className="flex min-w-0 gap-2">
      <a
        href={url}
        target="_blank"
        rel="noreferrer noopener"
        title={url}
        className="min-w-0 truncate text-accent-ink hover:underline"
      >
        {title === '' ? url : title}
      </a>
      {title !== '' && title !== host && <span className="shrink-0 text-faint">{host}</span>}
    </span>
  )
}
