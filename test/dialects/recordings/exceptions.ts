import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { OF_COHERE, TO_COHERE } from './exceptions-cohere.ts'

/**
 * Every difference that the recordings suite lets pass, with its reason. One that is no longer found, or is found at
 * another number of places, fails the suite as an unlisted difference does.
 */
export interface Exception {
  /** The dialect of the recordings. */
  readonly dialect: ClientDialectId
  readonly of: 'request' | 'reply' | 'stream' | 'seals'
  /** The check's name, or what it is like. */
  readonly check: string | RegExp
  readonly what: RegExp
  /** Parts of the recordings' ids; left out where the rule is for all. */
  readonly ids?: readonly string[]
  readonly count: number
  readonly reason: string
}

const ONE_PROMPT = 'completions have one prompt: a conversation, a picture or a tool is refused in words'
const ONE_ANSWER = 'several answers were asked for, and this dialect has one: the request is refused in words'
const FIRST_ANSWER =
  'the reply has two answers and this dialect one; the gateway has refused the request that asked for two'
const NO_SOUND = 'this dialect takes no sound and no film: refused in words'
const FILE_ID =
  "a file that only its own provider's store has, or that OpenAI's chats don't fetch: refused in words"
const NO_FORCED_TOOL = 'a call of a tool is demanded that runs at its own provider alone: refused in words'
const MEDIA_AS_WORDS = 'this dialect has no field for pictures or sound of a model: words stand for them'
const NO_CALL =
  'the recorded request has a result whose call is not in it (the first part of the conversation is at the provider)'

const CHAT: readonly Exception[] = [
  {
    dialect: 'openai-chat',
    of: 'request',
    check: 'request -> openai-completions',
    what: /^refused \(not_translatable\)/,
    count: 527,
    reason: ONE_PROMPT
  },
  {
    dialect: 'openai-chat',
    of: 'request',
    check: /^request -> (openai-responses|anthropic-messages)$/,
    what: /^refused .*2 answers/,
    count: 16,
    reason: ONE_ANSWER
  },
  {
    dialect: 'openai-chat',
    of: 'request',
    check: /^request -> (openai-responses|anthropic-messages)$/,
    what: /^refused .*(audio|video|sound)/,
    count: 22,
    reason: NO_SOUND
  },
  {
    dialect: 'openai-chat',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*known to another provider/,
    count: 3,
    reason: FILE_ID
  },
  {
    dialect: 'openai-chat',
    of: 'request',
    check: 'request re-encoded',
    what: /tool_choice\.type: nothing became a string|reasoning_details\[\]\.format: nothing became a string/,
    count: 2,
    reason: 'fields that the client left out and that the API demands are written'
  },
  {
    dialect: 'openai-chat',
    of: 'request',
    check: 'request re-encoded',
    what: /messages\[\]\.content: a list became nothing/,
    ids: ['test_call_with_two_empty_string'],
    count: 1,
    reason: 'two empty texts are one empty text'
  },
  {
    dialect: 'openai-chat',
    of: 'reply',
    check: /^reply -> /,
    what: /^2 answers became 1$/,
    count: 20,
    reason: FIRST_ANSWER
  },
  {
    dialect: 'openai-chat',
    of: 'stream',
    check: /^stream -> /,
    what: /^2 answers became 1$/,
    count: 12,
    reason: FIRST_ANSWER
  },
  {
    dialect: 'openai-chat',
    of: 'reply',
    check: 'reply re-encoded',
    what: /^\.(id|model|choices\[\]\.message\.tool_calls\[\]\.id): a string became a string/,
    count: 6,
    reason: "ids and the model's name that the server left empty are filled in"
  },
  {
    dialect: 'openai-chat',
    of: 'reply',
    check: 'reply re-encoded',
    what: /arguments: nothing became a string|reasoning_content: nothing became a string/,
    count: 2,
    reason:
      'arguments are written where there are none, and the text of reasoning_details under its usual name too'
  },
  {
    dialect: 'openai-chat',
    of: 'reply',
    check: /^reply -> (openai-responses|anthropic-messages)/,
    what: /^(media differ|text differs)$/,
    ids: ['v1_chat_completion_audio_output'],
    count: 6,
    reason: MEDIA_AS_WORDS
  },
  {
    dialect: 'openai-chat',
    of: 'stream',
    check: 'stream re-encoded',
    what: /^decoded again: \.choices\[\]\.finish\.native: nothing became an object/,
    count: 2,
    reason:
      'the server closed its stream without a finish_reason; the one that is written is there when it is read again'
  },
  {
    dialect: 'openai-chat',
    of: 'stream',
    check: 'stream re-encoded',
    what: /^decoded again: \.usage: an object became nothing/,
    ids: ['openrouter_stream_error'],
    count: 1,
    reason: 'what came behind the error event is not sent on'
  }
]

const COMPLETIONS: readonly Exception[] = [
  {
    dialect: 'openai-completions',
    of: 'request',
    check: 'request',
    what: /^refused \(invalid_request\): prompt must be/,
    count: 2,
    reason: 'two recordings have no prompt: a chat and a template of Portkey, posted to the same path'
  },
  {
    dialect: 'openai-completions',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(several prompts|token numbers)/,
    count: 8,
    reason: 'a list of prompts or of token numbers is no chat: refused in words'
  },
  {
    dialect: 'openai-completions',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*2 answers/,
    count: 4,
    reason: ONE_ANSWER
  },
  {
    dialect: 'openai-completions',
    of: 'reply',
    check: 'reply',
    what: /^not a reply: it has no choices/,
    ids: ['usage_completions'],
    count: 1,
    reason: "the reply of OpenAI's usage API, which lies among the completions"
  },
  {
    dialect: 'openai-completions',
    of: 'reply',
    check: /^reply -> /,
    what: /^2 answers became 1$/,
    count: 12,
    reason: FIRST_ANSWER
  },
  {
    dialect: 'openai-completions',
    of: 'reply',
    check: /^reply/,
    what: /^text differs$|^\.object: a string became a string/,
    ids: ['test_async_prompt_template'],
    count: 10,
    reason:
      'a chat reply, since Portkey serves templates of chats at this path: its text is found all the same'
  },
  {
    dialect: 'openai-completions',
    of: 'stream',
    check: /^stream/,
    what: /^text differs$/,
    ids: ['recordings_632ce0140a65d71196900f356f4790795b4504dd4bf4a31c9e3d2733f0faf2db'],
    count: 10,
    reason: 'a stream of chat chunks, since a chat was posted to this path: its text is found all the same'
  }
]

const RESPONSES: readonly Exception[] = [
  {
    dialect: 'openai-responses',
    of: 'request',
    check: 'request -> openai-completions',
    what: /^refused \(not_translatable\)/,
    count: 415,
    reason: ONE_PROMPT
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(tool to be called|forces a tool|tool call is required)/,
    count: 9,
    reason: NO_FORCED_TOOL
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(known to another provider|takes files as data only)/,
    count: 16,
    reason: FILE_ID
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*no message that/,
    count: 6,
    reason: 'the prompt is a template that is stored at OpenAI: refused in words'
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: 'request -> anthropic-messages',
    what: /^refused .*can't be read by a Messages API/,
    count: 3,
    reason: 'a document that is neither PDF nor text: refused in words'
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: /^request -> /,
    what: /^(text of the user differs|results of tools differ)$/,
    count: 12,
    reason: `${NO_CALL}: it becomes a text of the user, with a note`
  },
  {
    dialect: 'openai-responses',
    of: 'request',
    check: 'request -> openai-chat',
    what: /^the order differs$/,
    ids: ['rejects_interleaved_function_calls'],
    count: 1,
    reason: 'a text between two calls of one turn: a chat message has its text before its calls'
  },
  {
    dialect: 'openai-responses',
    of: 'reply',
    check: /^reply -> anthropic-messages/,
    what: /^(media differ|text differs)$/,
    count: 28,
    reason: MEDIA_AS_WORDS
  },
  {
    dialect: 'openai-responses',
    of: 'stream',
    check: /^stream -> anthropic-messages/,
    what: /^(media differ|text differs)$/,
    count: 10,
    reason: `${MEDIA_AS_WORDS} (one: see the container's stream)`
  },
  {
    dialect: 'openai-responses',
    of: 'reply',
    check: /^reply -> /,
    what: /^(finish null became length|1 answers became 0)$/,
    count: 20,
    reason:
      'a response in the background that is only queued: no other dialect can say that nothing is there yet'
  },
  {
    dialect: 'openai-responses',
    of: 'reply',
    check: 'reply as stream',
    what: /^collected \.serviceTier: a string became nothing/,
    count: 5,
    reason: 'the tier travels with the token counts, and a queued response has none'
  },
  {
    dialect: 'openai-responses',
    of: 'stream',
    check: /^stream -> gemini/,
    what: /^calls differ$/,
    ids: ['openai_responses_handles_refusal_for_stream'],
    count: 2,
    reason:
      'a call that was cut off in the middle of its arguments: Google can only say whole ones, so it is left out'
  },
  {
    dialect: 'openai-responses',
    of: 'stream',
    check: /^(stream|a stream and its last response)/,
    what: /^text differs$|a string became a string/,
    ids: ['fixtures_openai_shell_container_1'],
    count: 9,
    reason: 'the deltas of this one, made shorter by hand, are not what its own last events say'
  }
]

const MESSAGES: readonly Exception[] = [
  {
    dialect: 'anthropic-messages',
    of: 'request',
    check: 'request -> openai-completions',
    what: /^refused \(not_translatable\)/,
    count: 370,
    reason: ONE_PROMPT
  },
  {
    dialect: 'anthropic-messages',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(known to another provider|takes files as data only)/,
    count: 9,
    reason: FILE_ID
  },
  {
    dialect: 'anthropic-messages',
    of: 'request',
    check: /^request -> /,
    what: /^(text of the user differs|results of tools differ|rule: a (result that answers no|call without its))/,
    ids: ['tools_call_with_tool_result_stream'],
    count: 6,
    reason:
      'the recorded request answers a call by the id of another, which Anthropic took then; notes tell of it'
  },
  {
    dialect: 'anthropic-messages',
    of: 'request',
    check: /^request -> openai-(chat|responses)$/,
    what: /^text of the user differs$/,
    ids: ['cites_text_documents_in_responses'],
    count: 2,
    reason: 'a document that is given as text becomes a text, with its title before it'
  },
  {
    dialect: 'anthropic-messages',
    of: 'reply',
    check: 'reply',
    what: /^not a reply: .*no list "content"/,
    ids: ['recordings_cf0be7f9e2ebfc78903aa4ada30204585952f77bc5acb3ff7702bd7878d44b44'],
    count: 1,
    reason: "Ollama's error with status 200: it is no reply, and is told as an error"
  },
  {
    dialect: 'anthropic-messages',
    of: 'reply',
    check: 'reply re-encoded',
    what: /content\[\]\.signature: nothing became a string/,
    count: 3,
    reason:
      "Ollama does not sign thoughts, and Anthropic's clients expect a signature: an empty one is written"
  },
  {
    dialect: 'anthropic-messages',
    of: 'stream',
    check: /^stream/,
    what: /./,
    ids: ['fixtures_spliced_message_start'],
    count: 24,
    reason: 'made by hand: another message starts in the middle of the first, which is told as an error'
  }
]

const GEMINI: readonly Exception[] = [
  {
    dialect: 'gemini',
    of: 'request',
    check: 'request -> openai-completions',
    what: /^refused \(not_translatable\)/,
    count: 342,
    reason: ONE_PROMPT
  },
  {
    dialect: 'gemini',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(audio|video|sound|picture as answer)/,
    count: 110,
    reason: NO_SOUND
  },
  {
    dialect: 'gemini',
    of: 'request',
    check: /^request -> /,
    what: /^refused .*(known to another provider|takes files as data only)/,
    count: 44,
    reason: FILE_ID
  },
  {
    dialect: 'gemini',
    of: 'request',
    check: 'request re-encoded',
    what: /parts\[\]\.text: nothing became a string/,
    count: 1,
    reason: 'a hidden thought has an empty text'
  },
  {
    dialect: 'gemini',
    of: 'request',
    check: 'request re-encoded',
    what: /functionResponse\.response\.result: a string became nothing/,
    count: 3,
    reason:
      "a result's text alone is written under Google's own name, output (Google's samples also say result)"
  },
  {
    dialect: 'gemini',
    of: 'request',
    check: 'request re-encoded',
    what: /parametersJsonSchema\.type: a number became a string/,
    count: 1,
    reason: "Google's libraries also write the number of a type (6 is an object), and the word is sent on"
  },
  {
    dialect: 'gemini',
    of: 'reply',
    check: /^reply -> (openai-responses|anthropic-messages)/,
    what: /^(media differ|text differs)$/,
    count: 30,
    reason: MEDIA_AS_WORDS
  },
  {
    dialect: 'gemini',
    of: 'reply',
    check: 'reply re-encoded',
    what: /parts\[\]\.text: a string became a string/,
    ids: ['describes_images_returned_from_tools.baeb87'],
    count: 1,
    reason: 'two parts of text that follow each other become one'
  },
  {
    dialect: 'gemini',
    of: 'reply',
    check: 'reply re-encoded',
    what: /^\.candidates\[\]\.content: nothing became an object/,
    count: 1,
    reason: 'an answer that was blocked has no content, and is written with an empty one'
  }
]

const SEALS: readonly Exception[] = [
  {
    dialect: 'gemini',
    of: 'seals',
    check: /over anthropic-messages/,
    what: /^lost: (inlineData, )?text$/,
    count: 184,
    reason: 'Messages has no field beside a text that comes back, and Google demands only the seals of calls'
  },
  {
    dialect: 'gemini',
    of: 'seals',
    check: /./,
    what: /^lost: .*(inlineData|toolCall|executableCode)/,
    count: 70,
    reason:
      "pictures, and what ran at Google, can't be in the history of another dialect, so neither can their seals"
  }
]

export const EXCEPTIONS: readonly Exception[] = [
  ...TO_COHERE,
  ...OF_COHERE,
  ...CHAT,
  ...COMPLETIONS,
  ...RESPONSES,
  ...MESSAGES,
  ...GEMINI,
  ...SEALS
]
