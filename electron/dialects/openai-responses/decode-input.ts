import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { Message, Part, Role, ToolResultPart } from '../chat.ts'
import { idWithoutSeal } from '../carry-seal.ts'
import { isFields, textOf, type Fields } from '../json.ts'
import { decodeContent } from './decode-content.ts'
import { decodeItem, decodeMessage, nativeItem } from './decode-item.ts'
import { filledRest, INPUT, OWN, ownExtra, PLAIN, shellFields } from './own-extra.ts'

const CONTENT_NAMES = new Set(['role', 'content'])
const OUTPUT_NAMES = new Set(['type', 'call_id', 'output', 'name'])

/** Items that answer the assistant; all others are the assistant's own. */
const ANSWERS: ReadonlySet<unknown> = new Set([
  'computer_call_output',
  'local_shell_call_output',
  'shell_call_output',
  'apply_patch_call_output',
  'tool_search_output',
  'mcp_approval_response',
  'program_output'
])

/**
 * The input's items as messages (https://platform.openai.com/docs/api-reference/responses/create#responses-create-input).
 * What the assistant said, thought and called in a row is one message. `customTools` are the names of tools that take
 * free text: Cursor sends their calls back as calls of functions.
 */
export function decodeInput(input: unknown, customTools: ReadonlySet<string>): Message[] {
  if (typeof input === 'string') {
    return [
      {
        role: 'user',
        parts: [{ type: 'text', text: input }],
        extra: { dialect: OWN, fields: { type: INPUT } }
      }
    ]
  }
  if (!Array.isArray(input)) {
    throw new GatehouseError('invalid_request', "'input' must be a text or a list of items.")
  }
  const messages: Message[] = []
  let spoken: Part[] | null = null
  const customCalls = new Set<string>()
  for (const [at, item] of input.entries()) {
    if (!isFields(item)) throw new GatehouseError('invalid_request', `'input[${at}]' must be an object.`)
    const parts = partsOfAssistant(item, customTools, customCalls)
    if (parts === null) {
      spoken = null
      messages.push(decodeOther(item, customCalls))
      continue
    }
    if (spoken === null) {
      spoken = []
      messages.push({ role: 'assistant', parts: spoken })
    }
    for (const part of parts) addSpoken(spoken, part)
  }
  return messages
}

/**
 * Adds what the assistant said. A seal of Gemini's without a thought belongs to the text or the picture before it
 * (`response-writer.ts`): its own thoughts are never sealed apart.
 */
function addSpoken(spoken: Part[], part: Part): void {
  const isSeal = part.type === 'reasoning' && part.text === '' && part.seal?.dialect === 'gemini'
  if (!isSeal) {
    spoken.push(part)
    return
  }
  const { seal } = part
  const last = spoken.at(-1)
  if ((last?.type === 'text' || last?.type === 'media') && last.seal === undefined) {
    spoken[spoken.length - 1] = { ...last, seal }
  } else spoken.push({ type: 'text', text: '', seal })
}

/** The parts of an item of the assistant's; null where it is another's, or a message without content. */
function partsOfAssistant(
  item: Fields,
  customTools: ReadonlySet<string>,
  customCalls: Set<string>
): Part[] | null {
  const kind = kindOf(item)
  if (kind === 'message') {
    if (item['role'] !== 'assistant') return null
    const parts = decodeMessage(item)
    return parts.length === 0 ? null : parts
  }
  if (kind === 'answer' || kind === 'output' || kind === 'tools') return null
  const parts = decodeItem(item)
  const [call] = parts
  if (call?.type !== 'tool-call') return parts
  if (call.custom === true) customCalls.add(call.id)
  if (call.custom === true || !customTools.has(call.name) || isObject(call.args)) return parts
  // Cursor knows no calls but those of functions: free text comes back as a function's arguments
  // (https://github.com/icebear0828/codex-proxy/pull/708). The item's id would be refused for a custom call.
  customCalls.add(call.id)
  return [{ ...call, custom: true, extra: undefined }]
}

type Kind = 'message' | 'output' | 'answer' | 'tools' | 'assistant'

function kindOf({ type, role }: Fields): Kind {
  if (type === 'message' || ((type === undefined || type === null) && typeof role === 'string'))
    return 'message'
  if (type === 'function_call_output' || type === 'custom_tool_call_output') return 'output'
  if (type === 'additional_tools') return 'tools'
  return ANSWERS.has(type) ? 'answer' : 'assistant'
}

function decodeOther(item: Fields, customCalls: ReadonlySet<string>): Message {
  const kind = kindOf(item)
  switch (kind) {
    case 'message':
      return decodeOtherMessage(item)
    case 'output':
      return { role: 'tool', parts: [decodeOutput(item, customCalls)] }
    case 'tools':
      return { role: 'developer', parts: [nativeItem(item)] }
    case 'answer':
    case 'assistant':
      return { role: 'tool', parts: [nativeItem(item)] }
    default:
      return assertNever(kind)
  }
}

function decodeOtherMessage(item: Fields): Message {
  const role = textOf(item['role']) ?? 'user'
  const known = asRole(role)
  const shell = shellFields(item, CONTENT_NAMES)
  return {
    role: known,
    parts: decodeContent(item['content']),
    // A role that is newer than this program goes back as it came.
    extra: {
      dialect: OWN,
      fields: {
        ...shell,
        ...(known === role ? {} : { role }),
        ...(typeof item['content'] === 'string' ? { index: PLAIN } : {})
      }
    }
  }
}

function asRole(role: string): Role {
  return role === 'system' || role === 'developer' || role === 'assistant' ? role : 'user'
}

function decodeOutput(item: Fields, customCalls: ReadonlySet<string>): ToolResultPart {
  const { id } = idWithoutSeal(textOf(item['call_id']) ?? '')
  const custom = item['type'] === 'custom_tool_call_output' || customCalls.has(id)
  const { output } = item
  const isPlainOutput =
    typeof output === 'string' || Array.isArray(output) || output === undefined || output === null
  return {
    type: 'tool-result',
    id,
    name: textOf(item['name']),
    parts: isPlainOutput ? decodeContent(output) : [{ type: 'text', text: JSON.stringify(output) }],
    custom: custom ? true : undefined,
    extra: ownExtra({
      ...filledRest(item, OUTPUT_NAMES),
      // No text and no list: some clients send what their tool gave as it is.
      ...(isPlainOutput ? {} : { output })
    })
  }
}

function isObject(args: string): boolean {
  return args.trimStart().startsWith('{')
}
