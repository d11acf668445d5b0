import type { FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { markOf } from './cache-points.ts'

/** Tools (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Tool.html); a cache point marks the one before it. */
export function decodeTools(tools: unknown): Tool[] {
  const decoded: Tool[] = []
  for (const tool of recordsOf(tools)) {
    const point = fieldsOf(tool['cachePoint'])
    const before = decoded.at(-1)
    if (point !== undefined && before?.type === 'function' && before.cache === undefined) {
      decoded[decoded.length - 1] = { ...before, cache: markOf(point) }
    } else decoded.push(decodeTool(tool))
  }
  return decoded
}

function decodeTool(tool: Fields): Tool {
  const spec = fieldsOf(tool['toolSpec'])
  if (spec !== undefined) return decodeSpec(spec)
  const name = textOf(fieldsOf(tool['systemTool'])?.['name']) ?? Object.keys(tool)[0] ?? 'tool'
  return { type: 'server', dialect: 'bedrock-converse', name, value: tool }
}

function decodeSpec(spec: Fields): FunctionTool {
  const reader = new FieldReader(spec)
  return {
    type: 'function',
    name: reader.text('name') ?? '',
    description: reader.text('description'),
    schema: reader.take('inputSchema', (value) => fieldsOf(fieldsOf(value)?.['json'])),
    strict: reader.take('strict', booleanOf),
    extra: reader.extra('bedrock-converse')
  }
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html */
export function decodeToolChoice(choice: unknown): ToolChoice | undefined {
  const fields = fieldsOf(choice)
  if (fields === undefined) return undefined
  const name = textOf(fieldsOf(fields['tool'])?.['name'])
  if (name !== undefined) return { type: 'tool', name }
  if (fieldsOf(fields['any']) !== undefined) return { type: 'required' }
  if (fieldsOf(fields['auto']) !== undefined) return { type: 'auto' }
  return Object.keys(fields).length === 0
    ? undefined
    : { type: 'native', dialect: 'bedrock-converse', value: choice }
}
