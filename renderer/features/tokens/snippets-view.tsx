import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/api.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tab, Tabs, TabsContent, TabsList } from '../../ui/tabs.tsx'
import { codeSnippets, type Connection } from './snippets.ts'
import { type Scope, usableModels } from './token-scope.ts'

/** A few hundred names in a menu help nobody. */
const MODELS_OFFERED = 40
/** What a real name looks like, for as long as there is none. */
const MODEL_PLACEHOLDER = 'account/model'

/** Settings and code for the usual apps, with base URL, token and a model filled in. */
export function Snippets({ token, scope }: { readonly token: string; readonly scope: Scope }) {
  const { t } = useTranslation('tokens')
  const status = useQuery(api.system.status.queryOptions())
  const models = useQuery(api.models.list.queryOptions())
  const usable = usableModels(models.data ?? [], scope).slice(0, MODELS_OFFERED)
  const [chosen, setChosen] = useState<string | null>(null)

  if (status.data === undefined || models.isPending) {
    return <Skeleton className="h-72 rounded-lg" />
  }
  const model = chosen ?? usable[0]
  const connection: Connection = {
    baseUrl: status.data.gateway.url,
    token,
    model: model ?? MODEL_PLACEHOLDER
  }
  return (
    <div className="flex flex-col gap-4">
      {model === undefined ? (
        <p className="text-xs text-faint">{t('snippets.noModel')}</p>
      ) : (
        <Field label={t('snippets.model')}>
          {({ id }) => (
            <Select
              id={id}
              className="w-full"
              value={model}
              onChange={setChosen}
              options={usable.map((name) => ({
                value: name,
                label: <EntityChip kind="model" name={name} />
              }))}
            />
          )}
        </Field>
      )}
      <SnippetTabs connection={connection} />
    </div>
  )
}

function SnippetTabs({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation('tokens')
  const snippets = codeSnippets(connection)
  return (
    <Tabs defaultValue="curl">
      <TabsList aria-label={t('snippets.clients')} className="h-auto flex-wrap gap-y-0 *:h-9">
        {snippets.slice(0, 3).map((snippet) => (
          <Tab key={snippet.id} value={snippet.id}>
            {snippet.name}
          </Tab>
        ))}
        <Tab value="cline">Cline</Tab>
        {snippets.slice(3).map((snippet) => (
          <Tab key={snippet.id} value={snippet.id}>
            {snippet.name}
          </Tab>
        ))}
      </TabsList>
      {snippets.map((snippet) => (
        <TabsContent key={snippet.id} value={snippet.id} className="pt-3">
          <CodeBlock code={snippet.code} label={t('snippets.copyCode')} />
          <p className="mt-2 text-xs text-faint">
            {snippet.file !== undefined && t('snippets.file', { file: snippet.file })}
            {snippet.install !== undefined && t('snippets.install', { command: snippet.install })}
          </p>
        </TabsContent>
      ))}
      <TabsContent value="cline" className="pt-3">
        <ClineFields connection={connection} />
      </TabsContent>
    </Tabs>
  )
}

/** Cline has no file that one should write: its settings page has these fields (docs.cline.bot/provider-config/openai-compatible). */
function ClineFields({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation('tokens')
  const fields = [
    { label: t('snippets.cline.provider'), value: 'OpenAI Compatible', copied: false },
    { label: t('snippets.cline.baseUrl'), value: connection.baseUrl, copied: true },
    { label: t('snippets.cline.key'), value: connection.token, copied: true },
    { label: t('snippets.cline.model'), value: connection.model, copied: true }
  ]
  return (
    <>
      <p className="mb-2 text-sm text-soft">{t('snippets.cline.where')}</p>
      <dl className="rounded-lg border border-line bg-sunken">
        {fields.map((field) => (
          <div
            key={field.label}
            className="flex min-h-10 items-center gap-3 border-b border-line py-1 pr-1.5 pl-3 last:border-b-0"
          >
            <dt className="w-44 shrink-0 text-xs text-faint">{field.label}</dt>
            <dd className="min-w-0 flex-1 font-mono text-xs break-all text-ink">{field.value}</dd>
            {field.copied && (
              <CopyButton text={field.value} label={t('snippets.copyField', { field: field.label })} />
            )}
          </div>
        ))}
      </dl>
    </>
  )
}
