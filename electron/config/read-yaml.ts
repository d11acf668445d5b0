import type * as YamlModule from 'yaml'
import type { Document, Node } from 'yaml'
import type { Issue } from '../../shared/errors.ts'
import { fieldText, type FieldPath } from './field-path.ts'

/** Far more than a person writes with anchors, far less than a text that unfolds itself needs ("billion laughs"). */
const MOST_ALIASES = 200

const NESTED_TOO_DEEPLY = 'expected fewer levels of nesting'

/** Fields lie no deeper in a document: `accounts[0].models[0].price.input`. */
const DEEPEST_FIELD = 6

/** A YAML text, read once: its value and where things are in it. */
export interface YamlText {
  readonly value: unknown
  /** What keeps it from being read at all; the value counts only where this is empty. */
  readonly issues: readonly Issue[]
  /** 1-based line of what stands at the path, or of the nearest thing around it where nothing does. */
  lineOf(path: FieldPath): number
}

type Yaml = typeof YamlModule

/** Reads a YAML 1.2 text. The parser is loaded here, at the first use: a start never needs it. */
export async function readYaml(text: string): Promise<YamlText> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  try {
    const document = yaml.parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      merge: true
    })
    // What is missing at the end is reported behind the last line: people look at the last line that is there.
    const lastLine = text.trimEnd().split('\n').length
    return readDocument(yaml, document, (offset) =>
      Math.min(lastLine, Math.max(1, lines.linePos(offset).line))
    )
  } catch (error) {
    // The parser goes down into nested values by recursion.
    if (!(error instanceof RangeError)) throw error
    return unreadable([{ line: 1, field: 'document', message: NESTED_TOO_DEEPLY }])
  }
}

function readDocument(yaml: Yaml, document: Document.Parsed, lineAt: (offset: number) => number): YamlText {
  const issues: Issue[] = [...document.errors, ...document.warnings].map((problem) => ({
    line: lineAt(problem.pos[0]),
    field: fieldText(pathAt(yaml, document.contents, problem.pos[0])),
    message: syntaxMessage(problem.code, problem.message)
  }))
  yaml.visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return
      const offset = alias.range?.[0] ?? 0
      const field = fieldText(pathAt(yaml, document.contents, offset))
      issues.push({ line: lineAt(offset), field, message: `nothing above is marked &${alias.source}` })
    }
  })
  if (document.contents === null) {
    issues.push({ line: 1, field: 'document', message: 'the file is empty: expected at least "version: 1"' })
  }
  if (issues.length > 0) return unreadable(issues)
  return {
    ...unfold(document),
    lineOf: (path) => lineOfPath(yaml, document, path, lineAt)
  }
}

function unfold(document: Document.Parsed): { value: unknown; issues: readonly Issue[] } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), issues: [] }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const message = `expected at most ${MOST_ALIASES} uses of anchors (*name)`
    return { value: undefined, issues: [{ line: 1, field: 'document', message }] }
  }
}

function unreadable(issues: readonly Issue[]): YamlText {
  return { value: undefined, issues, lineOf: () => 1 }
}

/** The parser's own words are good where it is about brackets and quotes; the rest is said for people here. */
function syntaxMessage(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent: use spaces'
    case 'DUPLICATE_KEY':
      return 'this field is there twice: keep one of the two'
    case 'MULTIPLE_DOCS':
      return 'a second document begins here ("---"): expected one document in the file'
    case 'NON_STRING_KEY':
      return 'expected text as the name of a field'
    case 'RESOURCE_EXHAUSTION':
      return NESTED_TOO_DEEPLY
    case 'BAD_INDENT':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `${message}: check the indentation and the quotes`
    default:
      return message
  }
}

function lineOfPath(
  yaml: Yaml,
  document: Document.Parsed,
  path: FieldPath,
  lineAt: (offset: number) => number
) {
  let node: unknown = document.contents
  let line = lineAt(document.contents?.range?.[0] ?? 0)
  for (const step of path) {
    if (yaml.isAlias(node)) node = node.resolve(document)
    if (yaml.isMap(node)) {
      const pair = node.items.find((item) => keyOf(yaml, item.key) === String(step))
      if (pair === undefined) return line
      if (yaml.isNode(pair.key)) line = lineAt(pair.key.range?.[0] ?? 0)
      node = pair.value
      continue
    }
    if (!yaml.isSeq(node) || typeof step !== 'number') return line
    const item = node.items[step]
    if (!yaml.isNode(item)) return line
    line = lineAt(item.range?.[0] ?? 0)
    node = item
  }
  return line
}

/** The path of the innermost thing around an offset: where a syntax error is, as well as one can say. */
function pathAt(yaml: Yaml, contents: Node | null, offset: number): FieldPath {
  const path: (string | number)[] = []
  let node: unknown = contents
  while (yaml.isCollection(node) && path.length < DEEPEST_FIELD) {
    const index = node.items.findLastIndex((item) => extentOf(yaml, item).start <= offset)
    const item: unknown = node.items[index]
    if (item === undefined || extentOf(yaml, item).end < offset) return path
    path.push(yaml.isPair(item) ? keyOf(yaml, item.key) : index)
    node = yaml.isPair(item) ? item.value : item
    if (extentOf(yaml, node).start > offset) return path
  }
  return path
}

/** Where a node, or a key with its value, begins and ends. */
function extentOf(yaml: Yaml, item: unknown): { readonly start: number; readonly end: number } {
  const [first, last] = yaml.isPair(item) ? [item.key, item.value ?? item.key] : [item, item]
  return {
    start: yaml.isNode(first) ? (first.range?.[0] ?? 0) : Number.POSITIVE_INFINITY,
    end: yaml.isNode(last) ? (last.range?.[1] ?? 0) : Number.NEGATIVE_INFINITY
  }
}

function keyOf(yaml: Yaml, key: unknown): string {
  return String(yaml.isScalar(key) ? key.value : key)
}
