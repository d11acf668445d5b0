import type { FailureReason } from '../../shared/domain/request-log.ts'
import { readErrorWords, type ErrorWords } from './error-words.ts'
import { readRetryAfter, type ReplyHeaders } from './read-retry-after.ts'
import { redactKeys } from './redact-keys.ts'

/** What a provider's error means. */
export interface ProviderFailure {
  readonly reason: FailureReason
  /** The provider's own code, such as `model_not_found`; null where it gave none. */
  readonly code: string | null
  /** The provider's own words on one line, without keys, at most 500 characters. */
  readonly message: string
  /** How long it asks to wait before the next try; null where it does not say. */
  readonly retryAfterMs: number | null
}

const MESSAGE_LIMIT = 500
/** No error that matters is longer; what comes after it is not looked at. */
const BODY_LIMIT = 64 * 1024

/**
 * Names the error of a provider of any dialect: the status decides, unless code or words know better, since the same
 * thing has many statuses (an unknown model is 400, 403 or 404; a wrong key is 400 at xAI and Google). An error inside a
 * stream has no status line: 200 stands for it. Without `nowMs` (milliseconds since the epoch) a wait that is told as a
 * date is not known. Never throws.
 */
export function readFailure(
  status: number,
  body: Uint8Array | string,
  headers: ReplyHeaders = {},
  nowMs?: number
): ProviderFailure {
  const text =
    typeof body === 'string'
      ? body.slice(0, BODY_LIMIT)
      : new TextDecoder().decode(body.subarray(0, BODY_LIMIT))
  const words = withAwsKind(readErrorWords(text), headers)
  const effective = status >= 400 ? status : (words.status ?? status)
  const message = oneLine(redactKeys(words.message)) || describe(effective, headers)
  return {
    reason: reasonOf(effective, words),
    code: words.code === null ? null : redactKeys(words.code).slice(0, 100),
    message,
    retryAfterMs: readRetryAfter(headers, text, nowMs)
  }
}

/** AWS names the kind of an error in a header: `ValidationException:http://internal.amazon.com/...`. */
function withAwsKind(words: ErrorWords, headers: ReplyHeaders): ErrorWords {
  const header = headers['x-amzn-errortype']
  if (words.code !== null || typeof header !== 'string') return words
  const kind = header.split(':')[0] ?? ''
  return kind === '' ? words : { ...words, code: kind, type: kind }
}

// Wordings are of recorded replies, the providers' pages, and reports of their users; each line says whose.
const OUT_OF_CREDIT = [
  /insufficient_quota|billing_hard_limit|billing_not_active/, // OpenAI
  /exceeded_current_quota_error|arrearage|not_enough_balance|in arrears|daily free allocation/, // Moonshot, Alibaba, Novita, Z.ai, Cloudflare
  /^(?!.*resource_exhausted).*exceeded your current quota(?!.*(?:quota metric|ai\.google\.dev))/, // OpenAI; Google says it of rate limits
  /insufficient (?:balance|credits?|funds)/, // DeepSeek, OpenRouter
  /(?:requires|add|purchase|need) more credits|out of credits?|negative credit balance|credit balance is too low/, // OpenRouter, Anthropic
  /used all available credits|spending limit|credit limit|key limit exceeded/, // xAI, Together, OpenRouter
  /specified api usage limits|billing_error/, // Anthropic
  /credits are depleted|please enable billing|billing (?:account|to be enabled)/ // Google
]
const TOO_LONG = [
  /context_length_exceeded|exceed_context_size|string_above_max_length.*messages/, // OpenAI, Groq, llama.cpp
  /(?:maximum|max|model'?s|exceeds?|exceeded|available|only) (?:\w+ ){0,3}context (?:length|window|size|limit)/, // most
  /context (?:length|window|size|limit) (?:\w+ ){0,3}(?:exceeded|reached|overflow)|loaded with context length/, // LM Studio
  /exceeds? (?:the )?(?:model'?s )?context|exceeds? the context window|exceed context limit/, // OpenAI, Anthropic
  /maximum prompt length is \d+|prompt exceeds max(?:imum)? length/, // xAI, Z.ai
  /exceeded model token limit|range of input length should be|tokens_limit_reached/, // Moonshot, Alibaba, GitHub Models
  /prompt (?:is )?too long|input (?:is )?too long|too many tokens: (?:size limit|total number)|too_many_tokens\b/, // Ollama, Anthropic, Bedrock, Cohere
  /reduce the length of the (?:messages|input|prompt)/, // Cerebras, Groq, DeepSeek
  /tokens? \+ `?max_new_tokens`? must be|has exceeded max_prompt_tokens|input token count .*exceeds/, // Together, TGI, Google
  // A request above a whole minute's token allowance (OpenAI 429, Groq 413). Waiting doesn't help, a shorter prompt or
  // another account does; and the key is fine for smaller ones, so it must not be rested as if it were rate limited.
  /request too large for/
]
const BAD_KEY = [
  /invalid_api_key|authentication_error|api_key_invalid|account_deactivated/,
  /(?:invalid|incorrect|missing|no|wrong|expired|revoked|disabled) (?:\w+ ){0,2}(?:api[ -]?key|credentials?|authorization|subscription key)\b/,
  /api[ -]?key (?:\w+ ){0,3}(?:invalid|expired|revoked|disabled|not found|not valid)|authentication fails/
]
const NO_MODEL = [
  /model_not_found|model identifier is invalid|invalid_model|model_not_available|model_decommissioned|deploymentnotfound|unknown_model/,
  /\bmodel\b.{0,120}(?:does not exist|not exist|not found|not available|not supported|decommissioned|deprecated|no longer|was removed)/,
  /(?:unable to access|invalid|unknown|no such|unsupported|not have access to)(?: \w+)? model\b|not a valid model/,
  /on-demand throughput isn.t supported/, // Bedrock
  /no (?:allowed providers|endpoints found|endpoints available)/, // OpenRouter
  /location is not supported|unsupported_country/, // Google, OpenAI
  /no such model|fail to get model info|function '[^']*': not found for account/ // Cloudflare, MiniMax, NVIDIA
]
const OVERLOADED = [
  /modelnotready|overloaded|server_busy|server is busy|server busy|queue_exceeded|high traffic|capacity[_ ]exceeded|over capacity|at capacity|no more data centers/
]
const RATE_LIMITED = [/rate[_ -]?limit|ratelimit|too[_ ]many[_ ]requests|quota_exceeded|resource_exhausted/]
const REFUSED_CONTENT = [/moderation|flagged|content[_ ](?:policy|filter)|safety/]

function reasonOf(status: number, words: ErrorWords): FailureReason {
  const said = `${words.code ?? ''} ${words.type ?? ''} ${words.message}`
    .slice(0, 4000)
    .replace(/\s+/g, ' ')
    .trimStart()
    .toLowerCase()
  const says = (patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(said))
  if (status === 402 || says(OUT_OF_CREDIT)) return 'out-of-credit'
  if (says(TOO_LONG)) return 'context-too-long'
  if (status === 429) return says(OVERLOADED) ? 'overloaded' : 'rate-limited'
  if (status === 401) return 'bad-credential'
  if (status === 403) return reasonOfForbidden(said, says)
  if (status === 404) return says(NO_MODEL) || /\bmodels?\b/.test(said) ? 'no-model-access' : 'unknown'
  // 522 and 524 are Cloudflare's: no connection to the provider in time, no answer in time.
  if ([408, 504, 522, 524].includes(status)) return 'timeout'
  // 498 is Groq's "flex capacity exceeded", 529 Anthropic's, 520 to 530 Cloudflare's.
  if ([498, 502, 503].includes(status) || (status >= 520 && status <= 530)) return 'overloaded'
  if (says(BAD_KEY)) return 'bad-credential'
  if (says(NO_MODEL)) return 'no-model-access'
  // 424 is Bedrock's word for a model that failed.
  if (status === 424) return 'unknown'
  if (status >= 400 && status < 500) return 'bad-request'
  if (says(OVERLOADED)) return 'overloaded'
  if (says(RATE_LIMITED)) return 'rate-limited'
  // An error in the middle of a stream has no status of its own.
  if (status < 400 && said.includes('invalid_request')) return 'bad-request'
  return 'unknown'
}

/** 403 means a refused prompt, a model that the key may not use, or a refused key. */
function reasonOfForbidden(said: string, says: (patterns: readonly RegExp[]) => boolean): FailureReason {
  if (says(BAD_KEY)) return 'bad-credential'
  if (says(REFUSED_CONTENT)) return 'bad-request'
  if (/\bmodels?\b|deployment|unsupported_country/.test(said)) return 'no-model-access'
  return /\bkey\b|credential|signature|auth|permission|token|forbidden|access denied/.test(said)
    ? 'bad-credential'
    : 'unknown'
}

/** Where the provider said nothing itself. */
function describe(status: number, headers: ReplyHeaders): string {
  const server = headers['server']
  const by = typeof server === 'string' && server !== '' ? ` (${server.slice(0, 60)})` : ''
  return `The provider${by} answered with status ${status} and no explanation.`
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 8 * MESSAGE_LIMIT)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line.length <= MESSAGE_LIMIT ? line : `${line.slice(0, MESSAGE_LIMIT - 1)}…`
}
