import { assertNever } from '../../shared/assert-never.ts'
import type { ChatRequest, MediaPart, OutputFormat, Part, Tool } from './chat.ts'

/**
 * About how many input tokens a chat is, for providers that don't count them for the asking. Text is counted by what it
 * is made of, since tokenizers cut it so: a short word with the space before it is one token, a long one several; digits
 * go by threes; signs go one by one or in pairs; Chinese, Japanese and Korean are about a token a character, other
 * scripts than Latin one for two. Of 254 recorded requests to OpenAI without media, 84 % are within a fifth of what it
 * counted; of Google's longer than 100 tokens, half. Anthropic, which counts itself, is met as well without tools, and
 * adds several hundred tokens of its own with them.
 */
export function estimateInputTokens(chat: ChatRequest): number {
  const messages = chat.messages.reduce((sum, { parts }) => sum + MESSAGE_TOKENS + tokensOfParts(parts), 0)
  const tools = chat.tools.reduce((sum, tool) => sum + TOOL_TOKENS + tokensOfTool(tool), 0)
  return Math.ceil(CHAT_TOKENS + messages + tools + tokensOfFormat(chat.format))
}

/** What stands around the whole, each message, and each tool or call. */
const CHAT_TOKENS = 3
const MESSAGE_TOKENS = 4
const TOOL_TOKENS = 8
const CALL_TOKENS = 8

function tokensOfParts(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + tokensOfPart(part), 0)
}

function tokensOfPart(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'refusal':
    case 'reasoning':
      return tokensOfText(part.text)
    case 'tool-call':
      return CALL_TOKENS + tokensOfText(part.name) + tokensOfText(part.args)
    case 'tool-result':
      return CALL_TOKENS + tokensOfParts(part.parts)
    case 'media':
      return tokensOfMedia(part)
    case 'native':
      return tokensOfJson(part.value)
    default:
      return assertNever(part)
  }
}

function tokensOfTool(tool: Tool): number {
  if (tool.type === 'server') return tokensOfJson(tool.value)
  const words = tokensOfText(tool.name) + tokensOfText(tool.description ?? '')
  return words + tokensOfJson(tool.type === 'custom' ? tool.format : tool.schema)
}

function tokensOfFormat(format: OutputFormat | undefined): number {
  return format?.type === 'json-schema' ? tokensOfJson(format.schema) : 0
}

/** Providers tell their models of schemas in fewer signs than JSON has. */
function tokensOfJson(value: unknown): number {
  return value === undefined ? 0 : tokensOfText(JSON.stringify(value)) * JSON_SHARE
}

const JSON_SHARE = 0.65

/** Tokens of a text, not rounded. */
export function tokensOfText(text: string): number {
  let tokens = 0
  let run = 0
  let kind = SPACE
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const next = code < KINDS.length ? (KINDS[code] ?? SIGN) : OTHER
    if (next === OTHER) tokens += shareOf(code)
    if (next === kind) {
      run++
      continue
    }
    tokens += tokensOfRun(kind, run)
    kind = next
    run = 1
  }
  return tokens + tokensOfRun(kind, run)
}

const SPACE = 0
const LINE = 1
const LETTER = 2
const DIGIT = 3
const SIGN = 4
const OTHER = 5

/** The kind of each ASCII character. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[ \t]/.test(character)) return SPACE
  if (/[\r\n]/.test(character)) return LINE
  if (/[a-zA-Z]/.test(character)) return LETTER
  return /\d/.test(character) ? DIGIT : SIGN
})

/** A run of characters of one kind. */
function tokensOfRun(kind: number, length: number): number {
  switch (kind) {
    case LETTER:
      return length <= LETTERS ? 1 : 1 + (length - LETTERS) / LETTERS_MORE
    case DIGIT:
      return Math.ceil(length / 3)
    case SIGN:
      return length * SIGNS
    case LINE:
      return LINES
    case SPACE:
      // One space belongs to the word behind it; more are an indentation.
      return length > 1 ? 1 : 0
    default:
      return 0
  }
}

const LETTERS = 6
const LETTERS_MORE = 4
const SIGNS = 0.75
const LINES = 0.75

/** Tokens for one character that is not ASCII, by its script. */
function shareOf(code: number): number {
  // Chinese, Japanese, Korean, and the halves of emoji and other rare characters.
  if (code >= 0x2e80) return 1
  // Latin letters with marks.
  if (code < 0x250) return 0.8
  // Greek, Cyrillic, Hebrew, Arabic, the scripts of India and others; dashes, arrows and other signs.
  return code < 0x2000 ? 0.5 : 1
}

/** Bytes of a file that is sent as base64. */
function bytesOf({ source }: MediaPart): number | null {
  return source.kind === 'base64' ? source.data.length * 0.75 : null
}

/**
 * Pictures by their size class: providers count pixels (Anthropic 750 of them a token and at most about 1,600 tokens,
 * https://docs.claude.com/en/docs/build-with-claude/vision; OpenAI and Google in tiles of about 170 and 258), and bytes
 * are what is known of those. Documents by the page, of about 50 kB and 2,000 tokens; sound by the second.
 */
function tokensOfMedia(part: MediaPart): number {
  if (part.source.kind === 'text') return tokensOfText(part.source.text)
  const bytes = bytesOf(part)
  switch (part.kind) {
    case 'image':
      if (part.detail === 'low') return 85
      if (bytes === null) return 1000
      return bytes < 20_000 ? 260 : bytes < 200_000 ? 800 : 1500
    case 'file':
      return 2000 * Math.max(1, Math.ceil((bytes ?? 100_000) / 50_000))
    case 'audio':
      return (32 * (bytes ?? 480_000)) / 16_000
    case 'video':
      return (260 * (bytes ?? 7_500_000)) / 250_000
    default:
      return assertNever(part.kind)
  }
}
