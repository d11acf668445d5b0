import { PROVIDERS } from '../electron/providers/all-providers.ts'
import type { Provider } from '../electron/providers/provider.ts'
import { DIALECT_IDS, DIALECT_NAMES, type Quirks } from '../shared/domain/dialect.ts'

const HEAD = `# Providers

What the catalogue knows (\`electron/providers/\`, one small file each, with the pages that it is after). Made by
\`npm run providers-doc\`.

A request in a dialect that the provider speaks passes through byte for byte; any other is translated to the one that is
marked **first** (docs/translation.md). Behind a base URL that speaks OpenAI's dialects, embeddings, pictures, speech and the
other endpoints pass as well where the server has them. An account may name another \`base_url\`, and in \`dialects\` what its
server speaks.
`

/** The page `docs/providers.md`, from the catalogue. */
export function providersPage(): string {
  const all = [...PROVIDERS.values()]
  const hosted = all.filter(({ needsKey }) => needsKey)
  const own = all.filter(({ needsKey, baseUrl }) => !needsKey && baseUrl !== null)
  const alike = all.filter(({ needsKey, baseUrl }) => !needsKey && baseUrl === null)
  return [
    HEAD,
    `## Hosted\n\n${spoken(hosted)}`,
    `## Where keys go\n\n${keys(hosted)}`,
    `## On your own machine\n\nKeys are optional there, and sent as a bearer.\n\n${spoken(own)}`,
    `## Any other server\n\nThe account gives the URL, and a key if the server wants one.\n\n${spoken(alike)}\n${keys(alike)}`,
    `## What is fitted to each\n\nWhat is done to a translated request, so that the provider takes it.\n\n${fitted(all)}`
  ].join('\n')
}

function spoken(providers: readonly Provider[]): string {
  const heads = DIALECT_IDS.map((id) => DIALECT_NAMES[id].replace(/^OpenAI |^Anthropic |^Google /, ''))
  const rows = providers.map((provider) => [
    provider.name,
    [provider.id, ...provider.aliases].map((name) => `\`${name}/\``).join(', '),
    ...DIALECT_IDS.map((id) => ['**first**', 'yes'][Math.min(provider.dialects.indexOf(id), 1)] ?? ''),
    addressOf(provider)
  ])
  return table(['Provider', 'Names', ...heads, 'Base URL'], rows)
}

function addressOf({ baseUrl, baseUrlExample }: Provider): string {
  const url = baseUrl ?? baseUrlExample
  return url === undefined ? 'your own' : `\`${url}\``
}

function keys(providers: readonly Provider[]): string {
  const rows = providers.map(({ name, keyHeader, bearerToo, awsService, keyUrl, priceTable }) => [
    name,
    [
      ...(keyHeader === undefined ? [] : [`\`${keyHeader}\``]),
      ...(keyHeader === undefined || bearerToo === true ? ['bearer'] : []),
      ...(awsService === undefined ? [] : ['signature with keys of AWS'])
    ].join(' and '),
    keyUrl === null ? '' : `<${keyUrl}>`,
    priceTable === null ? 'unknown' : 'known'
  ])
  return table(['Provider', 'Key sent as', 'Made at', 'Prices'], rows)
}

function fitted(providers: readonly Provider[]): string {
  const rows = providers.flatMap((provider) => {
    const { name, quirks, headers, modelFields } = provider
    const differences = [
      ...Object.keys(headers ?? {}).map((header) => `header \`${header}\``),
      ...differencesOf(quirks ?? {}),
      ...(modelFields === undefined ? [] : [`fields that choose a model: ${quoted(modelFields)}`]),
      ...listedAt(provider)
    ]
    return differences.length === 0 ? [] : [[name, differences.join('; ')]]
  })
  return table(['Provider', 'Differs in'], rows)
}

function listedAt({ awsService, baseUrl, baseUrlExample, modelsPath }: Provider): readonly string[] {
  if (modelsPath === undefined) return []
  // AWS lists them at another host than it answers at.
  if (awsService !== undefined)
    return [`models listed at \`https://${awsService}.REGION.amazonaws.com/${modelsPath}\``]
  return [`models listed at \`${new URL(modelsPath, `${baseUrl ?? baseUrlExample}/`).href}\``]
}

function differencesOf(quirks: Quirks): readonly string[] {
  const { maxTokensName, reasoningBack, efforts } = quirks
  const said: readonly (readonly [boolean | undefined, string])[] = [
    [quirks.noDeveloperRole, '`developer` becomes `system`'],
    [maxTokensName !== undefined, `limit is \`${maxTokensName}\``],
    [quirks.streamUsage === 'always', 'usage comes unasked'],
    [reasoningBack !== undefined && reasoningBack !== 'none', `thoughts go back as \`${reasoningBack}\``],
    [quirks.noReasoningEffort, 'no effort'],
    [efforts !== undefined, `efforts ${quoted(efforts ?? [])}`],
    [quirks.cacheControl, '`cache_control` marks'],
    [quirks.customTools, 'custom tools'],
    [quirks.keepsNoResponses, 'keeps no responses'],
    [quirks.shortToolIds, 'tool call ids of nine letters'],
    [quirks.thoughtSignatures, 'thought signatures']
  ]
  return said.flatMap(([is, words]) => (is === true ? [words] : []))
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** A table as the formatter writes it: columns padded to their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0), 3)
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('')
}
