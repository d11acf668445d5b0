import { Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../../ui/popover.tsx'

const HINTS = [
  ['move', ['J', 'K']],
  ['open', ['↵']],
  ['close', ['Esc']],
  ['search', ['/']],
  ['ends', ['Home', 'End']]
] as const

/** Which keys the list takes: for whoever wonders, once. */
export function KeyHints() {
  const { t } = useTranslation('logs')
  return (
    <Popover>
      <PopoverTrigger asChild>
        <IconButton label={t('keys.title')}>
          <Keyboard aria-hidden />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-60" aria-label={t('keys.title')}>
        <dl className="flex flex-col gap-1.5">
          {HINTS.map(([what, keys]) => (
            <div key={what} className="flex items-center justify-between gap-4">
              <dt className="text-xs text-soft">{t(`keys.${what}`)}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </PopoverContent>
    </Popover>
  )
}
