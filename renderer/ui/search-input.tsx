import { Search, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { Input } from './input.tsx'

/** A search field that empties with Escape or its cross. `label` is said to screen readers and shown as placeholder. */
export function SearchInput({
  value,
  onChange,
  label,
  className
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly className?: string
}) {
  const { t } = useTranslation('ui')
  return (
    <div className={cn('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
        className="px-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t('search.clear')}
          onClick={() => {
            onChange('')
          }}
          className="absolute top-1/2 right-1.5 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}
