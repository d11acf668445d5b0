import type { NativePart } from '../../../shared/domain/conversation.ts'
import { isFields, textOf, type Fields } from '../json.ts'
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
  'revised_prompt',
  'server_label',
  'error_code',
  'outcome',
  'filename',
  'file_id'
] as const

/** Members that hold code, or what it printed. */
const TEXTS: ReadonlySet<string> = new Set([
  'code',
  'diff',
  'logs',
  'stdout',
  'stderr',
  'output',
  'arguments'
])

/** Deeper than any of them is put. */
const LEVELS = 5

/** What a person would want to know of a part that only one dialect has, at a glance; all of it is in `json`. */
export function describeNative(what: string, value: Fields): NativePart {
  const name = textOf(value['name']) ?? ''
  const subject = findSummary(value)
  return {
    kind: 'native',
    what,
    summary: [name, subject].filter((text) => text !== '').join(': '),
    text: [...findTexts(value, LEVELS)].join('\n\n'),
    links: listCitations(value).filter(({ url }) => url !== '' && url !== subject),
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

function* findTexts(value: unknown, levels: number): Generator<string> {
  if (typeof value !== 'object' || value === null || levels === 0) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') yield* findTexts(inner, levels - 1)
    else if (TEXTS.has(name) && inner.trim() !== '') yield inner
  }
}
