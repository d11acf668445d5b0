import { Download, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { cn } from '../../ui/cn.ts'
import { formatBytes } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { saveDataUrl } from './save-file.ts'

/** A file by its name, with what is known of it and a way to have it. */
export function FileChip({
  icon: Icon,
  name,
  title,
  facts,
  href,
  save,
  bare
}: {
  readonly icon: LucideIcon
  readonly name: string
  /** All of a name that may be cut. */
  readonly title?: string
  /** Words; a number is a size in bytes. */
  readonly facts: readonly (string | number)[]
  /** Where it is: opened in the browser on request, never loaded here. */
  readonly href?: string | undefined
  readonly save?: { readonly url: string; readonly name: string }
  /** Without a frame of its own: it is in another's. */
  readonly bare?: boolean
}) {
  return (
    <div
      className={cn(
        'inline-flex max-w-full min-w-0 items-center gap-2.5 self-start py-1 pr-1.5 pl-3 text-faint',
        bare === true ? 'w-full' : 'rounded-md border border-line bg-sunken'
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <div className={cn('min-w-0 py-0.5 pr-1.5', bare === true && 'flex-1')}>
        <p className="truncate text-xs font-medium text-ink" title={title ?? name}>
          {href === undefined ? (
            name
          ) : (
            <a
              href={href}
              target="_blank"
              rel="noreferrer noopener"
              className="text-accent-ink hover:underline"
            >
              {name}
            </a>
          )}
        </p>
        <p className="truncate text-2xs">
          {facts
            .filter((fact) => fact !== '')
            .map((fact) => (typeof fact === 'number' ? formatBytes(fact) : fact))
            .join(' · ')}
        </p>
      </div>
      {save !== undefined && <SaveButton {...save} />}
    </div>
  )
}

/** Saves what a data: URL holds. */
export function SaveButton({ url, name }: { readonly url: string; readonly name: string }) {
  const { t } = useTranslation('logs')
  return (
    <IconButton
      label={t('media.save', { name })}
      onClick={() => {
        if (!saveDataUrl(url, name)) toast.error(t('media.saveFailed'))
      }}
    >
      <Download aria-hidden />
    </IconButton>
  )
}
