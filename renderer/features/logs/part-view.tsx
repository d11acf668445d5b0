import { ExternalLink, FileText, ImageOff, ShieldX } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/assert-never.ts'
import { ClippedText } from './clipped-text.tsx'
import { Fold } from './fold.tsx'
import { MessageText } from './message-text.tsx'
import { prettyJson } from './pretty-body.ts'
import type { TurnPart } from './read-conversation.ts'
import { ToolCallView } from './tool-call-view.tsx'

/** One part of a message. */
export function PartView({ part, number }: { readonly part: TurnPart; readonly number: number }) {
  const { t } = useTranslation('logs')
  if (part.kind === 'call') return <ToolCallView call={part.call} result={part.result} />
  const inner = part.part
  switch (inner.kind) {
    case 'text':
      return <MessageText text={inner.text} />
    case 'reasoning':
      return (
        <Fold title={t('conversation.reasoning')} note={firstWords(inner.text)}>
          <ClippedText text={inner.text} className="text-soft" limit={6000} lines={80} />
        </Fold>
      )
    case 'refusal':
      return (
        <div className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <ShieldX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} />
          <div className="min-w-0">
            <p className="font-medium text-warn-ink">{t('conversation.refusal')}</p>
            <ClippedText text={inner.text} />
          </div>
        </div>
      )
    case 'image':
      return <ImagePart url={inner.url} number={number} />
    case 'file':
      return (
        <Attachment icon={<FileText aria-hidden />} title={t('conversation.file')}>
          {inner.name}
        </Attachment>
      )
    case 'tool-result':
      return (
        <div className="rounded-lg border border-line bg-sunken px-3 py-2">
          <p className="mb-1 text-2xs text-faint">
            {t('conversation.strayResult')} <code className="font-mono">{inner.id}</code>
          </p>
          <ClippedText text={prettyJson(inner.text) ?? inner.text} mono json />
        </div>
      )
    case 'other':
      return (
        <Fold title={t('conversation.other')}>
          <ClippedText text={prettyJson(inner.json) ?? inner.json} json />
        </Fold>
      )
    default:
      return assertNever(inner)
  }
}

/** An image that came with the request is shown; one at an address stays there: looking must not tell anybody. */
function ImagePart({ url, number }: { readonly url: string; readonly number: number }) {
  const { t } = useTranslation('logs')
  const [broken, setBroken] = useState(false)
  if (url.startsWith('data:image/') && !broken) {
    return (
      <img
        src={url}
        alt={t('conversation.image', { number })}
        onError={() => {
          setBroken(true)
        }}
        className="max-h-72 max-w-full rounded-lg border border-line bg-sunken object-contain"
      />
    )
  }
  if (!/^https?:\/\//i.test(url)) {
    return (
      <Attachment icon={<ImageOff aria-hidden />} title={t('conversation.brokenImage')}>
        {url.slice(0, 60)}
      </Attachment>
    )
  }
  return (
    <Attachment icon={<ExternalLink aria-hidden />} title={t('conversation.remoteImage')}>
      <a href={url} target="_blank" rel="noreferrer noopener" className="text-accent-ink hover:underline">
        {url}
      </a>
    </Attachment>
  )
}

function Attachment({
  icon,
  title,
  children
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <div className="inline-flex max-w-full items-center gap-2.5 self-start rounded-md border border-line bg-sunken px-3 py-1.5 text-faint [&_svg]:size-4 [&_svg]:shrink-0">
      {icon}
      <div className="min-w-0">
        <p className="text-2xs">{title}</p>
        <p className="truncate font-mono text-xs text-ink">{children}</p>
      </div>
    </div>
  )
}

function firstWords(text: string): string {
  return text.trim().slice(0, 120).replaceAll(/\s+/g, ' ')
}
