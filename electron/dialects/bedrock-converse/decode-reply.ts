import type { ChatReply, Finish } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { decodeBlock } from './decode-blocks.ts'
import { decodeUsage } from './read-usage.ts'
import { readStopReason } from './stop-reasons.ts'

/** A reply of Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). */
export function decodeReply(body: Fields): ChatReply {
  const message = fieldsOf(fieldsOf(body['output'])?.['message'])
  if (message === undefined) throw new NotAReply('the reply has no "output" with a message')
  const { content } = message
  const parts = typeof content === 'string' ? [{ text: content }] : recordsOf(content)
  const reader = new FieldReader(body)
  reader.drop('output', 'stopReason', 'usage')
  return {
    choices: [{ parts: parts.map((block) => decodeBlock(block)), finish: decodeFinish(body) }],
    usage: decodeUsage(body['usage']),
    serviceTier: decodeTier(reader),
    extra: reader.extra('bedrock-converse')
  }
}

export function decodeTier(reader: FieldReader): string | undefined {
  return reader.take('serviceTier', (tier) => textOf(fieldsOf(tier)?.['type']))
}

/** How it ended; the sequence that did it is told to those that ask for it (`additionalModelResponseFieldPaths`). */
export function decodeFinish(fields: Fields): Finish | undefined {
  const word = textOf(fields['stopReason'])
  if (word === undefined) return undefined
  const more = fieldsOf(fields['additionalModelResponseFields'])
  return { ...readStopReason(word), stopSequence: textOf(more?.['stop_sequence']) }
}
