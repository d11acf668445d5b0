import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MediaPart } from '../../../shared/domain/conversation.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogContent } from '../../ui/dialog.tsx'
import { formatBytes } from '../../ui/format.ts'
import type { DataUrlFacts } from './data-url.ts'
import { saveDataUrl } from './save-file.ts'

/** An image, small; large on request. */
export function ImageThumbnail({
  part,
  facts,
  number,
  save,
  onBroken
}: {
  readonly part: MediaPart
  readonly facts: DataUrlFacts
  readonly number: number
  readonly save: { readonly url: string; readonly name: string }
  readonly onBroken: () => void
}) {
  const { t } = useTranslation('logs')
  const [open, setOpen] = useState(false)
  const [size, setSize] = useState('')
  const name = part.name ?? t('media.imageNumber', { number })
  const about = [facts.type, size, formatBytes(facts.bytes)].filter((text) => text !== '').join(' · ')
  return (
    <>
      <button
        type="button"
        title={`${name} · ${about}`}
        aria-label={t('media.enlarge', { name })}
        onClick={() => {
          setOpen(true)
        }}
        className="flex min-h-16 min-w-16 items-center justify-center overflow-hidden rounded-lg border border-line bg-sunken transition-colors duration-100 hover:border-line-strong"
      >
        <img
          src={save.url}
          alt=""
          decoding="async"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            setSize(`${naturalWidth} × ${naturalHeight}`)
          }}
          onError={onBroken}
          className="max-h-44 max-w-full object-contain"
        />
      </button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent
          title={<span className="block truncate">{name}</span>}
          description={about}
          footer={
            <Button
              onClick={() => {
                saveDataUrl(save.url, save.name)
              }}
            >
              {t('media.saveButton')}
            </Button>
          }
          className="top-[5vh] max-h-[90vh] w-auto max-w-[calc(100vw-48px)] min-w-80"
        >
          <img
            src={save.url}
            alt={name}
            className="mx-auto max-h-[calc(90vh-160px)] max-w-full rounded-md border border-line bg-sunken object-contain"
          />
        </DialogContent>
      </Dialog>
    </>
  )
}
