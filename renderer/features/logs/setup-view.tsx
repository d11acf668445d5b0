import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../shared/domain/conversation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Section } from '../../ui/page.tsx'
import { ClippedText } from './clipped-text.tsx'
import { Fold } from './fold.tsx'
import { CacheLine } from './part-marks.tsx'
import { prettyJson } from './pretty-body.ts'

/** What the app set beside the messages: parameters, and the tools that the model could call. */
export function SetupView({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('logs')
  const params = Object.entries(conversation.params)
  return (
    <>
      <Section title={t('setup.params')}>
        {params.length === 0 ? (
          <p className="text-sm text-faint">{t('setup.noParams')}</p>
        ) : (
          <dl className="overflow-hidden rounded-lg border border-line">
            {params.map(([name, value]) => (
              <div
                key={name}
                className="grid grid-cols-[minmax(0,220px)_minmax(0,1fr)] gap-3 border-b border-line px-3 py-2 last:border-b-0"
              >
                <dt className="truncate font-mono text-xs leading-5 text-soft" title={name}>
                  {name}
                </dt>
                <dd>
                  <ClippedText text={prettyJson(value) ?? value} json lines={12} limit={1200} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Section>
      <Section title={t('setup.tools', { count: conversation.tools.length })}>
        {conversation.tools.length === 0 ? (
          <p className="text-sm text-faint">{t('setup.noTools')}</p>
        ) : (
          <ul className="overflow-hidden rounded-lg border border-line">
            {conversation.tools.map((tool, index) => (
              // Two tools may carry the same name.
              <li key={index} className="border-b border-line px-3 py-2.5 last:border-b-0">
                <div className="flex min-w-0 items-center gap-2">
                  <code className="min-w-0 truncate font-mono text-xs text-ink" title={tool.name}>
                    {tool.namespace !== undefined && <span className="text-faint">{tool.namespace} / </span>}
                    <span className="font-medium">{tool.name}</span>
                  </code>
                  {tool.kind !== undefined && <Badge>{t(`setup.kinds.${tool.kind}`)}</Badge>}
                </div>
                <div className="mt-0.5 mb-1.5 text-sm text-soft">
                  {tool.kind === 'server' ? null : tool.description.trim() === '' ? (
                    <span className="text-faint italic">{t('setup.noDescription')}</span>
                  ) : (
                    <ClippedText text={tool.description.trim()} lines={4} limit={400} className="text-soft" />
                  )}
                </div>
                <Fold title={tool.kind === undefined ? t('setup.schema') : t('setup.definition')}>
                  <ClippedText text={prettyJson(tool.schema) ?? tool.schema} json lines={60} limit={8000} />
                </Fold>
                {tool.cache !== undefined && (
                  <div className="mt-2">
                    <CacheLine mark={tool.cache} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
