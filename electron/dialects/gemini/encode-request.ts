import type { ChatRequest } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'
import { encodeConfig } from './encode-config.ts'
import { encodeContents } from './encode-contents.ts'
import { encodeToolConfig, encodeTools } from './encode-tools.ts'
import { Notes } from './notes.ts'

/**
 * A `generateContent` request; the model and the wish for a stream are in its path. A request of Gemini's own client
 * comes out as it went in, but for these:
 * - names in the spelling of JSON (`systemInstruction`), nulls and empty objects of settings left out;
 * - the system's texts and contents as lists of parts, each content with a role; `systemInstruction.role`, `model` and
 *   `thought: false` left out; a part of a signature alone with an empty text;
 * - texts that a stream's chunks left in several contents of the model as one;
 * - all functions in one tool; `parameters` and `responseSchema` as JSON Schema (`read-schema.ts`), in
 *   `parametersJsonSchema` and `responseJsonSchema`; modes and modalities as words in capitals;
 * - a call without `args` with empty ones, a result without id or name with its call's, `{result: text}` as
 *   `{output: text}`; ids without the name that Gemini CLI puts before them; a call of the current turn that Gemini 3
 *   would refuse unsigned with Google's word for that.
 */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(chat, 'gemini')
  const notes = new Notes()
  const own = ownFields('gemini', chat.extra)
  notes.addExtra(chat.extra)
  noteWishes(chat, notes)
  const { system, contents } = encodeContents(chat, target.model, notes)
  const body = saidFields({
    systemInstruction: system,
    contents,
    tools: encodeTools(chat, notes),
    toolConfig: encodeToolConfig(chat, own),
    generationConfig: encodeConfig(chat, target, own, notes),
    ...topLevel(own)
  })
  return { body, notes: notes.list() }
}

function topLevel(own: Fields): Fields {
  return Object.fromEntries(Object.entries(own).filter(([name]) => !name.includes('.')))
}

/** Wishes that Gemini has no word for. */
function noteWishes(chat: ChatRequest, notes: Notes): void {
  if (chat.parallelToolCalls === false && chat.tools.length > 0) {
    notes.add('parallel_tool_calls was left out: Gemini may always make several calls at once')
  }
  if (chat.verbosity !== undefined) notes.add('verbosity was left out: Gemini has no such field')
  if (chat.user !== undefined) notes.add('user was left out: Gemini has no such field')
  if (chat.promptCacheKey !== undefined) {
    notes.add('prompt_cache_key was left out: Gemini caches what prompts begin with by itself')
  }
  if (chat.metadata !== undefined) notes.add('metadata was left out: Gemini has no such field')
  const tier = chat.serviceTier
  if (tier !== undefined && tier !== 'auto' && tier !== 'default') {
    notes.add('service_tier was left out: its words mean something else at Google')
  }
}
