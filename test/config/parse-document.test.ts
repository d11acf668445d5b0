import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../electron/config/parse-document.ts'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'
import type { ConfigDocument } from '../../shared/config/document.ts'
import { GatehouseError, type Issue } from '../../shared/errors.ts'
import { EXAMPLE } from './configuration-harness.ts'

const providers = { find: findProvider, ids: [...PROVIDERS.keys()] }
const parse = async (text: string): Promise<ConfigDocument> => await parseDocument(text, providers)

async function issuesOf(text: string): Promise<readonly Issue[]> {
  const error: unknown = await parse(text).catch((thrown: unknown) => thrown)
  if (!(error instanceof GatehouseError)) throw new Error(`expected a refusal, got ${JSON.stringify(error)}`)
  expect(error.code).toBe('invalid_config')
  return error.issues
}

const account = (lines: string): string =>
  `version: 1\naccounts:\n  - name: one\n    provider: groq\n${lines}`

/** What is wrong, the text, and where: line, field and words of the message. */
const WRONG: readonly (readonly [string, string, number, string, RegExp])[] = [
  ['a tab as indentation', 'version: 1\naccounts:\n\t- name: a\n', 3, 'accounts', /tab.*spaces/],
  ['a field that is there twice', 'version: 1\naccounts: []\naccounts: []\n', 3, 'accounts', /twice/],
  ['an empty file', '', 1, 'document', /empty.*version: 1/],
  ['a file of comments', '# later\n\n', 1, 'document', /empty/],
  ['a list at the top', '- name: a\n', 1, 'document', /expected fields with values, got a list/],
  ['several documents', 'version: 1\n---\nversion: 1\n', 2, 'document', /second document/],
  ['an open bracket', 'version: 1\ntokens: [{ name: a }\n', 2, 'tokens', /\]/],
  ['an open quote', 'version: 1\ntokens:\n  - name: "a\n', 3, 'tokens[0].name', /quote/],
  ['a mapping in a plain value', 'version: 1\ntokens: a: b\n', 2, 'tokens.a', /indentation/],
  ['a missing version', 'accounts: []\n', 1, 'version', /missing: expected 1/],
  ['another version', '\n\nversion: 2\n', 3, 'version', /expected 1/],
  ['an unknown section', 'version: 1\nacounts: []\n', 2, 'acounts', /did you mean "accounts"/],
  ['an unknown field', account('    modles: "*"\n'), 5, 'accounts[0].modles', /did you mean "models"/],
  [
    'an unknown field of a price',
    account(
      '    models:\n      - a\n      - id: b\n        price:\n          input: 1\n          output: 2\n          inptu: 1\n'
    ),
    11,
    'accounts[0].models[1].price.inptu',
    /did you mean "input"/
  ],
  [
    'a missing name',
    'version: 1\naccounts:\n  - provider: groq\n',
    3,
    'accounts[0].name',
    /missing: expected text/
  ],
  [
    'a name with a slash',
    'version: 1\ntokens:\n  - { name: a/b }\n',
    3,
    'tokens[0].name',
    /expected 1 to 64 letters/
  ],
  ['a number as a name', 'version: 1\ntokens:\n  - name: 7\n', 3, 'tokens[0].name', /put it in quotes/],
  ['a section without entries', 'version: 1\ntokens:\n', 2, 'tokens', /write \[\]/],
  [
    'text as a switch',
    account('    enabled: "yes"\n'),
    5,
    'accounts[0].enabled',
    /expected true or false, got text/
  ],
  [
    'a list of the wrong things',
    account('    models: [a, 3]\n'),
    5,
    'accounts[0].models[1]',
    /expected a model id/
  ],
  ['neither list nor star', account('    models: all\n'), 5, 'accounts[0].models', /expected "\*" or a list/],
  [
    'a negative price',
    account('    models: [{ id: a, price: { input: -1, output: 1 } }]\n'),
    5,
    'accounts[0].models[0].price.input',
    /0 or more USD/
  ],
  [
    'a price without output',
    account('    models: [{ id: a, price: { input: 1 } }]\n'),
    5,
    'accounts[0].models[0].price.output',
    /missing: expected a number/
  ],
  [
    'an unknown type',
    account('    models: [{ id: a, type: char }]\n'),
    5,
    'accounts[0].models[0].type',
    /expected one of chat, embedding/
  ],
  [
    'an unknown dialect',
    account('    dialects: [openai-chat, claude]\n'),
    5,
    'accounts[0].dialects[1]',
    /expected one of openai-chat, openai-completions, openai-responses, anthropic-messages, gemini/
  ],
  ['no dialect', account('    dialects: []\n'), 5, 'accounts[0].dialects', /at least one dialect/],
  [
    'a dialect twice',
    account('    dialects: [gemini, gemini]\n'),
    5,
    'accounts[0].dialects[1]',
    /listed twice/
  ],
  [
    'a key in the file',
    account('    api_key: sk-proj-0123456789abcdef\n'),
    5,
    'accounts[0].api_key',
    /expected keychain:\/\/NAME or env:\/\/NAME/
  ],
  [
    'a time in words',
    'version: 1\ntokens:\n  - name: a\n    expires: tomorrow\n',
    4,
    'tokens[0].expires',
    /expected an ISO 8601 time/
  ],
  [
    'an unknown provider',
    'version: 1\naccounts:\n  - name: a\n    provider: cerebas\n',
    4,
    'accounts[0].provider',
    /did you mean "cerebras"/
  ],
  [
    'no base_url where it is needed',
    'version: 1\naccounts:\n\n  - name: a\n    provider: openai-compatible\n',
    4,
    'accounts[0].base_url',
    /missing: expected the address/
  ],
  ['another scheme', account('    base_url: ftp://a.example\n'), 5, 'accounts[0].base_url', /http/],
  [
    'a password in the address',
    account('    base_url: https://a:b@a.example/v1\n'),
    5,
    'accounts[0].base_url',
    /without user name/
  ],
  [
    'a query in the address',
    account('    base_url: https://a.example/v1?key=x\n'),
    5,
    'accounts[0].base_url',
    /without a query/
  ],
  [
    'a metadata address',
    account('    base_url: http://169.254.169.254/v1\n'),
    5,
    'accounts[0].base_url',
    /metadata/
  ],
  [
    'one key and several',
    account('    api_key: env://A\n    api_keys: [env://B]\n'),
    6,
    'accounts[0].api_keys',
    /not both/
  ],
  [
    'an account that is there twice',
    account('  - { name: one, provider: xai }\n'),
    5,
    'accounts[1].name',
    /another account/
  ],
  [
    'an alias that is a name',
    account('    aliases: [two]\n  - { name: two, provider: xai }\n'),
    5,
    'accounts[0].aliases[0]',
    /already names the account "two"/
  ],
  [
    'a model that is there twice',
    account('    models:\n      - a\n      - b\n      - { id: a }\n'),
    8,
    'accounts[0].models[2]',
    /listed twice/
  ],
  [
    'a token that is there twice',
    'version: 1\ntokens:\n  - name: a\n  - name: a\n',
    4,
    'tokens[1].name',
    /another token/
  ],
  [
    'a scope with a space',
    'version: 1\ntokens:\n  - { name: a, models: ["one two"] }\n',
    3,
    'tokens[0].models[0]',
    /without spaces/
  ],
  [
    'a scope of nothing',
    'version: 1\ntokens:\n  - { name: a, models: [] }\n',
    3,
    'tokens[0].models',
    /at least one/
  ],
  [
    'a header of the connection',
    account('    headers:\n      Transfer-Encoding: chunked\n'),
    6,
    'accounts[0].headers.Transfer-Encoding',
    /belongs to the connection/
  ],
  [
    'a header with a line break',
    account('    headers: { x-a: "b\\r\\nx-c: d" }\n'),
    5,
    'accounts[0].headers.x-a',
    /in one line/
  ],
  [
    'a secret in a header',
    account('    headers: { x-api-key: abc }\n'),
    5,
    'accounts[0].headers.x-api-key',
    /carries a secret/
  ],
  [
    'a reference that stands nowhere',
    'version: 1\ntokens: *nobody\n',
    2,
    'tokens',
    /nothing above is marked &nobody/
  ],
  [
    'a text that unfolds itself',
    `version: 1\nx1: &x1 [1]\n${Array.from({ length: 12 }, (_, index) => `x${index + 2}: &x${index + 2} [*x${index + 1}, *x${index + 1}]\n`).join('')}`,
    1,
    'document',
    /uses of anchors/
  ],
  [
    'a value nested too deeply',
    `version: 1\ntokens: ${'['.repeat(20_000)}`,
    2,
    'document',
    /fewer levels of nesting/
  ]
]

describe('parsing a document', () => {
  it('reads the documented example', async () => {
    const document = await parse(EXAMPLE)
    expect(document.accounts?.map((entry) => entry.name)).toEqual(['cerebras-main', 'local'])
    expect(document.tokens?.[1]).toEqual({
      name: 'ci',
      models: '*',
      value: 'env://CI_TOKEN',
      payloads: false
    })
  })

  it.each(WRONG)('says where and what is wrong: %s', async (_what, text, line, field, message) => {
    const [issue] = await issuesOf(text)
    expect(issue).toMatchObject({ line, field, message: expect.stringMatching(message) })
  })

  it('names every problem, in the order of the lines', async () => {
    const issues = await issuesOf(
      account('    enabled: 1\ntokens:\n  - name: a\n    payloads: 2\nnonsense: 1\n')
    )
    expect(issues.map((issue) => [issue.line, issue.field])).toEqual([
      [5, 'accounts[0].enabled'],
      [8, 'tokens[0].payloads'],
      [9, 'nonsense']
    ])
  })

  it('names at once what is wrong in form and what is wrong in meaning', async () => {
    const text = `version: 1
accounts:
  - { name: a, provider: cerebas }
  - { name: b, provider: groq, enabld: true }
  - { name: c, provider: groq, aliases: [a] }
tokens:
  - { name: x, models: [] }
`
    expect((await issuesOf(text)).map((issue) => [issue.line, issue.field])).toEqual([
      [3, 'accounts[0].provider'],
      [4, 'accounts[1].enabld'],
      [5, 'accounts[2].aliases[0]'],
      [7, 'tokens[0].models']
    ])
  })

  it('never repeats a value that may be a key', async () => {
    const issues = await issuesOf(account('    api_key: sk-proj-0123456789abcdef\n'))
    expect(JSON.stringify(issues)).not.toContain('0123456789abcdef')
  })

  it('reads JSON, and says lines for it too', async () => {
    expect(await parse('{"version": 1, "tokens": [{"name": "a"}]}')).toMatchObject({
      tokens: [{ name: 'a' }]
    })
    const [issue] = await issuesOf('{\n "version": 1,\n "tokens": [\n  {"name": "a", "expires": 3}\n ]\n}')
    expect(issue).toMatchObject({ line: 4, field: 'tokens[0].expires' })
  })

  it('refuses JSON in which a field is there twice, which JSON.parse would not notice', async () => {
    const [issue] = await issuesOf('{\n "version": 1,\n "tokens": [],\n "tokens": [{"name": "a"}]\n}')
    expect(issue).toMatchObject({ line: 4, field: 'tokens' })
  })

  it('takes anchors and merge keys', async () => {
    const document = await parse(
      'version: 1\ntokens:\n  - &base { name: a, models: [one/x] }\n  - { <<: *base, name: b }\n'
    )
    expect(document.tokens?.[1]).toEqual({ name: 'b', models: ['one/x'] })
  })

  it('takes a metadata address only where it is asked for', async () => {
    const text = account('    base_url: http://169.254.169.254/v1\n    allow_link_local: true\n')
    expect((await parse(text)).accounts?.[0]?.allow_link_local).toBe(true)
  })
})
