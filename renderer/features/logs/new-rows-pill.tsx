import { ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../ui/format.ts'

/** Says how many requests came in above what is being read; a press shows them. */
export function NewRowsPill({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const { t } = useTranslation('logs')
  return (
    <output className="pointer-events-none absolute inset-x-0 top-11 z-20 flex justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto inline-flex h-8 animate-rise items-center gap-1.5 rounded-full border border-transparent bg-accent px-3.5 text-xs font-medium text-on-accent shadow-raised hover:bg-accent-hover"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {t('live.new', { count, formatted: formatCount(count) })}
        </button>
      )}
    </output>
  )
}
