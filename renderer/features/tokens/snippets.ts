/** What an app must be told. */
export interface Connection {
  /** With `/v1`. */
  readonly baseUrl: string
  /** The token's value, or the placeholder. */
  readonly token: string
  /** `account/model`. */
  readonly model: string
}

/** Stands where a token's value belongs. */
export const TOKEN_PLACEHOLDER = 'YOUR_GATEHOUSE_TOKEN'

export interface CodeSnippet {
  readonly id:
    | 'curl'
    | 'python'
    | 'javascript'
    | 'claude-code'
    | 'codex'
    | 'gemini-cli'
    | 'continue'
    | 'langchain'
    | 'llamaindex'
  readonly name: string
  readonly code: string
  /** Where the code goes, where it is a file of the app's settings. */
  readonly file?: string
  /** What has to be installed first. */
  readonly install?: string
}

/** JSON strings are strings of Python, JavaScript and YAML too. */
const quote = (text: string): string => JSON.stringify(text)

/** Inside single quotes a shell leaves everything as it is, save the quote itself. */
const shellQuote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** Anthropic's and Google's libraries add the version to the address themselves. */
const withoutVersion = (baseUrl: string): string => baseUrl.replace(/\/v1\/?$/, '')

function curl({ baseUrl, token, model }: Connection): string {
  const body = `{
    "model": ${quote(model)},
    "messages": [{ "role": "user", "content": "Say hello." }]
  }`
  return [
    `curl ${baseUrl}/chat/completions \\`,
    `  -H "Authorization: Bearer ${token}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d ${shellQuote(body)}`
  ].join('\n')
}

function python({ baseUrl, token, model }: Connection): string {
  return `from openai import OpenAI

client = OpenAI(
    base_url=${quote(baseUrl)},
    api_key=${quote(token)},
)

stream = client.chat.completions.create(
    model=${quote(model)},
    messages=[{"role": "user", "content": "Say hello."}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`
}

function javascript({ baseUrl, token, model }: Connection): string {
  return `import OpenAI from 'openai'

const client = new OpenAI({
  baseURL: ${quote(baseUrl)},
  apiKey: ${quote(token)}
})

const stream = await client.chat.completions.create({
  model: ${quote(model)},
  messages: [{ role: 'user', content: 'Say hello.' }],
  stream: true
})
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '')
}`
}

/** https://code.claude.com/docs/en/llm-gateway; the second model is for its small tasks in the background. */
function claudeCode({ baseUrl, token, model }: Connection): string {
  return `export ANTHROPIC_BASE_URL=${withoutVersion(baseUrl)}
export ANTHROPIC_AUTH_TOKEN=${token}
export ANTHROPIC_MODEL=${shellQuote(model)}
export ANTHROPIC_DEFAULT_HAIKU_MODEL=${shellQuote(model)}
claude`
}

/** https://developers.openai.com/codex/config-reference#model_providers: only `responses` is left of its wire formats. */
function codex({ baseUrl, token, model }: Connection): string {
  return `# In the shell that starts it:
# export GATEHOUSE_TOKEN=${token}
model = ${quote(model)}
model_provider = "gatehouse"

[model_providers.gatehouse]
name = "Gatehouse"
base_url = ${quote(baseUrl)}
env_key = "GATEHOUSE_TOKEN"
wire_api = "responses"`
}

/** https://google-gemini.github.io/gemini-cli/docs/get-started/configuration.html#environment-variables */
function geminiCli({ baseUrl, token, model }: Connection): string {
  return `export GOOGLE_GEMINI_BASE_URL=${withoutVersion(baseUrl)}
export GEMINI_API_KEY=${token}
gemini -m ${shellQuote(model)}`
}

/**
 * https://docs.continue.dev/reference: `provider: openai` is any server of that API. Continue asks for `/responses` where
 * a model's name looks like a new one of OpenAI's, also with another `apiBase` (continuedev/continue#12995), unless told not to.
 */
function continueYaml({ baseUrl, token, model }: Connection): string {
  return `name: Gatehouse
version: 1.0.0
schema: v1
models:
  - name: ${quote(model)}
    provider: openai
    model: ${quote(model)}
    apiBase: ${quote(baseUrl)}
    apiKey: ${quote(token)}
    useResponsesApi: false
    roles: [chat, edit, apply]
    capabilities: [tool_use]`
}

function langchain({ baseUrl, token, model }: Connection): string {
  return `from langchain_openai import ChatOpenAI

llm = ChatOpenAI(
    model=${quote(model)},
    base_url=${quote(baseUrl)},
    api_key=${quote(token)},
)
print(llm.invoke("Say hello.").content)`
}

/** `OpenAILike`, since `OpenAI` of LlamaIndex refuses model names that it does not know. */
function llamaIndex({ baseUrl, token, model }: Connection): string {
  return `from llama_index.llms.openai_like import OpenAILike

llm = OpenAILike(
    model=${quote(model)},
    api_base=${quote(baseUrl)},
    api_key=${quote(token)},
    is_chat_model=True,
    is_function_calling_model=True,
)
print(llm.complete("Say hello."))`
}

/** Ready-made settings and programs for the usual libraries and apps. Cline is set up in its own settings page. */
export function codeSnippets(connection: Connection): readonly CodeSnippet[] {
  return [
    { id: 'curl', name: 'curl', code: curl(connection) },
    { id: 'python', name: 'Python', code: python(connection), install: 'pip install openai' },
    { id: 'javascript', name: 'JavaScript', code: javascript(connection), install: 'npm install openai' },
    { id: 'claude-code', name: 'Claude Code', code: claudeCode(connection) },
    { id: 'codex', name: 'Codex', code: codex(connection), file: '~/.codex/config.toml' },
    { id: 'gemini-cli', name: 'Gemini CLI', code: geminiCli(connection) },
    { id: 'continue', name: 'Continue', code: continueYaml(connection), file: '~/.continue/config.yaml' },
    {
      id: 'langchain',
      name: 'LangChain',
      code: langchain(connection),
      install: 'pip install langchain-openai'
    },
    {
      id: 'llamaindex',
      name: 'LlamaIndex',
      code: llamaIndex(connection),
      install: 'pip install llama-index-llms-openai-like'
    }
  ]
}
