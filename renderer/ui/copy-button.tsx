import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

/** Copies a text; `copied` stays true for a moment, for the tick. Says so where the clipboard is out of reach. */
export function useCopy(text: string): { readonly copied: boolean; readonly copy: () => void } {
  const { t } = useTranslation('ui')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => {
      setCopied(false)
    }, 1600)
    return () => {
      clearTimeout(timer)
    }
  }, [copied])
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
        return undefined
      },
      () => toast.error(t('copy.failed'))
    )
  }
  return { copied, copy }
}

/** Copies `text`: as an icon with the tooltip `label`, or with words where `showLabel`. */
export function CopyButton({
  text,
  label,
  showLabel,
  variant,
  className
}: {
  readonly text: string
  /** What is copied, such as "Copy base URL". */
  readonly label: string
  readonly showLabel?: boolean
  readonly variant?: 'primary' | 'secondary' | 'ghost'
  readonly className?: string
}) {
  const { t } = useTranslation('ui')
  const { copied, copy } = useCopy(text)
  const icon = copied ? <Check aria-hidden className="text-good-ink" /> : <Copy aria-hidden />
  const said = <output className="sr-only">{copied ? t('copy.done') : ''}</output>
  if (showLabel === true) {
    return (
      <Button variant={variant} onClick={copy} className={className}>
        {variant === 'primary' && copied ? <Check aria-hidden /> : icon}
        {copied ? t('copy.done') : label}
      </Button>
    )
  }
  return (
    <>
      <IconButton label={copied ? t('copy.done') : label} onClick={copy} className={className}>
        {icon}
      </IconButton>
      {said}
    </>
  )
}
