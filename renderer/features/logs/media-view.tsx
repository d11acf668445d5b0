import { ExternalLink, FileAudio, FileText, FileVideo, Image, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MediaPart } from '../../../shared/domain/conversation.ts'
import { ClippedText } from './clipped-text.tsx'
import { dataUrlFacts, fileNameOf } from './data-url.ts'
import { FileChip } from './file-chip.tsx'
import { ImageThumbnail } from './image-thumbnail.tsx'
import { PartMarks } from './part-marks.tsx'
import { TextDocument } from './text-document.tsx'

const ICONS: Readonly<Record<MediaPart['media'], LucideIcon>> = {
  image: Image,
  audio: FileAudio,
  video: FileVideo,
  file: FileText
}

/** Images and files that stand beside each other: a row of them, as they were attached. */
export function MediaRow({ parts }: { readonly parts: readonly MediaPart[] }) {
  const images = parts.filter((part) => part.media === 'image')
  return (
    <div className="flex flex-wrap items-start gap-2">
      {parts.map((part, index) => (
        // Parts of one message never change places.
        <div key={index} className="flex max-w-full min-w-0 flex-col gap-1">
          <MediaView part={part} number={images.indexOf(part) + 1} />
          {part.transcript !== undefined && <Transcript text={part.transcript} />}
          <PartMarks part={part} />
        </div>
      ))}
    </div>
  )
}

/** What came with the request is shown; what is at an address stays there: looking must not tell anybody. */
function MediaView({ part, number }: { readonly part: MediaPart; readonly number: number }) {
  const { t } = useTranslation('logs')
  const [broken, setBroken] = useState(false)
  const { source, media } = part
  const icon = ICONS[media]
  if (source.kind === 'text') return <TextDocument name={part.name} text={source.text} />
  if (source.kind === 'file-id') {
    return (
      <FileChip icon={icon} name={part.name ?? source.id} facts={[t('media.stored')]} title={source.id} />
    )
  }
  const facts = dataUrlFacts(source.url)
  if (facts === undefined) return <RemoteMedia part={part} url={source.url} />
  const type = part.media_type ?? facts.type
  const save = {
    url: source.url,
    name: fileNameOf(part.name, number > 0 ? `${media}-${number}` : media, type)
  }
  const onBroken = (): void => {
    setBroken(true)
  }
  if (media === 'image' && !broken) {
    return (
      <ImageThumbnail
        part={part}
        facts={{ ...facts, type }}
        number={number}
        save={save}
        onBroken={onBroken}
      />
    )
  }
  if ((media === 'audio' || media === 'video') && !broken) {
    return <Player part={part} url={source.url} facts={{ ...facts, type }} save={save} onBroken={onBroken} />
  }
  return (
    <FileChip
      icon={icon}
      name={part.name ?? t(`media.${media}`)}
      facts={[type, facts.bytes, ...(broken ? [t('media.broken')] : [])]}
      save={save}
    />
  )
}

function RemoteMedia({ part, url }: { readonly part: MediaPart; readonly url: string }) {
  const { t } = useTranslation('logs')
  const isLink = /^https?:\/\//i.test(url)
  return (
    <FileChip
      icon={isLink ? ExternalLink : ICONS[part.media]}
      name={part.name ?? url}
      title={url}
      href={isLink ? url : undefined}
      facts={[t(`media.${part.media}`), isLink ? t('media.remote') : t('media.elsewhere')]}
    />
  )
}

function Transcript({ text }: { readonly text: string }) {
  return (
    <div className="max-w-prose border-l-2 border-line pl-2.5">
      <ClippedText text={text} className="text-soft" lines={6} limit={800} />
    </div>
  )
}

/** Sound or film that came with the request, to be played where it stands. */
function Player({
  part,
  url,
  facts,
  save,
  onBroken
}: {
  readonly part: MediaPart
  readonly url: string
  readonly facts: { readonly type: string; readonly bytes: number }
  readonly save: { readonly url: string; readonly name: string }
  readonly onBroken: () => void
}) {
  const { t } = useTranslation('logs')
  const label = part.name ?? t(`media.${part.media}`)
  return (
    <div className="flex w-80 max-w-full flex-col overflow-hidden rounded-md border border-line bg-sunken">
      <FileChip bare icon={ICONS[part.media]} name={label} facts={[facts.type, facts.bytes]} save={save} />
      {part.media === 'audio' ? (
        // What was said is not known: there are no captions to offer.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio
          controls
          preload="metadata"
          src={url}
          aria-label={label}
          onError={onBroken}
          className="h-9 w-full px-1.5 pb-1.5"
        />
      ) : (
        // As above.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          controls
          preload="metadata"
          src={url}
          aria-label={label}
          onError={onBroken}
          className="max-h-60 border-t border-line"
        />
      )}
    </div>
  )
}
