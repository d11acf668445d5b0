import type { NativePart } from '../../../shared/domain/conversation.ts'
import { fieldsOf, isFields, textOf, type Fields } from '../json.ts'
import { listCitations } from './list-citations.ts'

/** Members that say what a call is about, the most telling first. */
const SUMMARIES = [
  'query',
  'queries',
  'pattern',
  'url',
  'command',
  'commands',
  'path',
  'paths',
  'revised_prompt',
  'server_label',
  'tool_name',
  'toolType',
  'error_code',
  'outcome',
  'filename',
  'file_id'
] as const

/** Members that hold code, or what it printed, or what was found. */
const TEXTS: ReadonlySet<string> = new Set([
  'code',
  'diff',
  'file_text',
  'logs',
  'stdout',
  'stderr',
  'arguments',
  'output',
  'content',
  'text'
])

/** Deeper than any of them is put. */
const LEVELS = 5

/** What a person would want to know of a part that only one dialect has, at a glance; all of it is in `json`. */
export function describeNative(what: string, value: Fields): NativePart {
  const name = textOf(value['name']) ?? ''
  const subject = findSummary(value)
  const about = subject === '' ? listNames(value).join(', ') : subject
  const texts = [...findTexts(value, LEVELS)]
  const input = fieldsOf(value['input'])
  // Of an input with more than its subject, and no text of its own, all is shown.
  if (texts.length === 0 && input !== undefined && Object.keys(input).length > 1)
    texts.push(JSON.stringify(input))
  const images = [...findImages(value, LEVELS)]
  return {
    kind: 'native',
    what,
    summary: [name, about].filter((text) => text !== '').join(': '),
    text: texts.join('\n\n'),
    links: listCitations(value).filter(({ url }) => url !== '' && url !== subject && !isImage(url)),
    ...(images.length > 0 && { images }),
    json: JSON.stringify(value)
  }
}

function findSummary(value: Fields): string {
  for (const name of SUMMARIES) {
    const found = findMember(value, name, LEVELS)
    if (found !== '') return found
  }
  return ''
}

/** A member's text, wherever it is in objects; what is in lists is one of many and sums nothing up. */
function findMember(value: Fields, name: string, levels: number): string {
  const here = wordsOf(value[name])
  if (here !== '' || levels === 0) return here
  for (const inner of Object.values(value)) {
    const found = isFields(inner) ? findMember(inner, name, levels - 1) : ''
    if (found !== '') return found
  }
  return ''
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(', ') : ''
}

/** The tools that it offers or has found. */
function listNames(value: unknown, levels = LEVELS): string[] {
  if (typeof value !== 'object' || value === null || levels === 0) return []
  if (!Array.isArray(value)) {
    const { input: _input, ...rest }: Record<string, unknown> = { ...value }
    return Object.values(rest).flatMap((inner) => listNames(inner, levels - 1))
  }
  return value.flatMap((item: unknown) => {
    if (!isFields(item)) return []
    const name = textOf(item['tool_name']) ?? textOf(item['name'])
    return name === undefined ? listNames(item, levels - 1) : [name]
  })
}

function* findImages(value: unknown, levels: number): Generator<string> {
  if (typeof value === 'string' && isImage(value)) yield value
  if (typeof value !== 'object' || value === null || levels === 0) return
  for (const inner of Object.values(value)) yield* findImages(inner, levels - 1)
}

function isImage(url: string): boolean {
  return url.startsWith('data:image/')
}

function* findTexts(value: unknown, levels: number): Generator<string> {
  if (typeof value !== 'object' || value === null || levels === 0) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') yield* findTexts(inner, levels - 1)
    else if (TEXTS.has(name) && inner.trim() !== '') yield inner
  }
}
