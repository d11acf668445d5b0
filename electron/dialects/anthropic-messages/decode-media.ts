import type { MediaPart, MediaSource, Part } from '../chat.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { restOf } from './rest-of.ts'

const IMAGE = new Set(['type', 'source', 'cache_control'])
const DOCUMENT = new Set(['type', 'source', 'title', 'cache_control'])
const DOCUMENT_OF_BLOCKS = new Set(['type', 'title', 'cache_control'])
const SEARCH_RESULT = new Set<string>()

/** An image (https://docs.claude.com/en/docs/build-with-claude/vision); undefined for sources that aren't known. */
export function decodeImage(block: Fields): MediaPart | undefined {
  const source = fieldsOf(block['source']) ?? {}
  const known = sourceOf(source)
  if (known === undefined) return undefined
  return {
    type: 'media',
    kind: 'image',
    source: known,
    mediaType: textOf(source['media_type']),
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, IMAGE)
  }
}

/**
 * A document (https://docs.claude.com/en/docs/build-with-claude/pdf-support). One that is made of blocks, so that each
 * may be cited, goes as their text; the blocks themselves stay beside it for this dialect.
 */
export function decodeDocument(block: Fields): MediaPart | undefined {
  const source = fieldsOf(block['source']) ?? {}
  const ofBlocks = source['type'] === 'content'
  const known = ofBlocks
    ? ({ kind: 'text', text: textOfBlocks(source['content']) } as const)
    : sourceOf(source)
  if (known === undefined) return undefined
  return {
    type: 'media',
    kind: 'file',
    source: known,
    mediaType: ofBlocks ? 'text/plain' : textOf(source['media_type']),
    name: textOf(block['title']),
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, ofBlocks ? DOCUMENT_OF_BLOCKS : DOCUMENT)
  }
}

/**
 * A search result of the client's own (https://docs.claude.com/en/docs/build-with-claude/search-results): as text, which
 * every model can read; the block itself stays beside it for this dialect.
 */
export function decodeSearchResult(block: Fields): Part {
  const lines = [textOf(block['title']), textOf(block['source']), textOfBlocks(block['content'])]
  const text = lines.filter((line) => line !== undefined && line !== '').join('\n')
  return {
    type: 'text',
    text,
    extra: { dialect: 'anthropic-messages', fields: { search_result: restOf(block, SEARCH_RESULT)?.fields } }
  }
}

function sourceOf(source: Fields): MediaSource | undefined {
  const [data, url, id] = [source['data'], source['url'], source['file_id']].map(textOf)
  switch (source['type']) {
    case 'base64':
      return data === undefined ? undefined : { kind: 'base64', data }
    case 'text':
      return data === undefined ? undefined : { kind: 'text', text: data }
    case 'url':
      return url === undefined ? undefined : { kind: 'url', url }
    case 'file':
      return id === undefined ? undefined : { kind: 'file-id', dialect: 'anthropic-messages', id }
    default:
      return undefined
  }
}

function textOfBlocks(content: unknown): string {
  if (typeof content === 'string') return content
  return recordsOf(content)
    .map((block) => textOf(block['text']) ?? '')
    .join('\n')
}
