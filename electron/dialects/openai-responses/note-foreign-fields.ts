import { GatehouseError } from '../../../shared/errors.ts'
import { DIALECT_NAMES, type DialectId } from '../../../shared/domain/dialect.ts'
import type { ChatRequest, Extra, Part } from '../chat.ts'
import { OWN } from './own-extra.ts'

/** Fields that say nothing of the conversation. */
const BOOKKEEPING = new Set([
  'id',
  'type',
  'index',
  'status',
  'object',
  'created_at',
  'caller',
  'role',
  'phase'
])
const MOST_NAMES = 8
const LONGEST_NAME = 40

/**
 * Refuses what a chat of another dialect asks for and this API can't give at all, and names what it has no field for:
 * of the request, its tools, messages and parts.
 */
export function noteForeignFields(chat: ChatRequest, notes: Set<string>): void {
  refuseAnswers(chat)
  const missing = {
    stop: chat.stop !== undefined && chat.stop.length > 0,
    top_k: chat.topK !== undefined,
    presence_penalty: chat.presencePenalty !== undefined && chat.presencePenalty !== 0,
    frequency_penalty: chat.frequencyPenalty !== undefined && chat.frequencyPenalty !== 0,
    seed: chat.seed !== undefined,
    modalities: chat.modalities?.some((kind) => kind !== 'text') === true
  }
  for (const [name, isMissing] of Object.entries(missing)) {
    if (isMissing) notes.add(`${name} was left out: the Responses API has no such field`)
  }
  for (const [dialect, names] of foreignNames(chat, notes)) {
    const told = [...names].slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME))
    const more = names.size > told.length ? `, ${names.size - told.length} more` : ''
    const [verb, them] = names.size === 1 ? ['was', 'it'] : ['were', 'them']
    notes.add(`${told.join(', ')}${more} ${verb} left out: only ${DIALECT_NAMES[dialect]} knows ${them}`)
  }
}

function refuseAnswers({ choices, modalities }: ChatRequest): void {
  if (choices !== undefined && choices > 1) {
    throw new GatehouseError(
      'not_translatable',
      `The request asks for ${choices} answers, and this provider gives one. Ask for one, or send the request as often as you want answers.`
    )
  }
  const isSound = modalities?.includes('audio') === true
  const isPicture = modalities?.includes('image') === true && !modalities.includes('text')
  if (isSound || isPicture) {
    throw new GatehouseError(
      'not_translatable',
      `The request wants ${isSound ? 'sound' : 'a picture'} as answer, which the Responses API has no field for. Send it to a provider of its own dialect.`
    )
  }
}

/** Names of what only another dialect has, by dialect. */
function foreignNames(chat: ChatRequest, notes: Set<string>): ReadonlyMap<DialectId, ReadonlySet<string>> {
  const found = new Map<DialectId, Set<string>>()
  const add = (extra: Extra | undefined): void => {
    if (extra === undefined || extra.dialect === OWN) return
    const names = Object.keys(extra.fields).filter((name) => !BOOKKEEPING.has(name))
    if (names.length === 0) return
    const before = found.get(extra.dialect)
    if (before === undefined) found.set(extra.dialect, new Set(names))
    else for (const name of names) before.add(name)
  }
  const addPart = (part: Part): void => {
    if (part.type !== 'native') add(part.extra)
    if (part.type === 'text' && part.citations !== undefined && part.citations.dialect !== OWN)
      notes.add('citations of earlier answers were left out: the Responses API takes none but its own back')
    if (part.type === 'tool-result') part.parts.forEach(addPart)
  }
  add(chat.extra)
  for (const tool of chat.tools) {
    if (tool.type === 'server') continue
    add(tool.extra)
    if (tool.type === 'function' && tool.cache !== undefined)
      notes.add('cache_control was left out: the Responses API caches prompts by itself')
  }
  for (const message of chat.messages) {
    add(message.extra)
    message.parts.forEach(addPart)
  }
  return found
}
