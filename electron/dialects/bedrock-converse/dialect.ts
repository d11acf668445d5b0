import type { Dialect, ToolLimits } from '../dialect.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { ConverseStreamDecoder } from './decode-stream.ts'
import { encodeError } from './encode-error.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { ConverseStreamEncoder } from './encode-stream.ts'
import { readUsage } from './read-usage.ts'
import { watchStream } from './watch-stream.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html */
const toolLimits: ToolLimits = {
  custom: false,
  namespaces: false,
  forbidden: /[^a-zA-Z0-9_-]/g,
  letterFirst: false,
  nameMax: 64
}

/**
 * Amazon Bedrock's Converse API (https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html), which
 * is spoken to providers alone: no endpoint of the gateway is asked in it.
 */
export const bedrockConverse: Dialect = {
  id: 'bedrock-converse',
  toolLimits,
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder: () => new ConverseStreamDecoder(),
  openStreamEncoder: () => new ConverseStreamEncoder(),
  encodeError,
  readUsage,
  watch: watchStream,
  framing: {
    contentType: 'application/vnd.amazon.eventstream',
    // Loaded with the first stream, since most installs use none of this.
    load: async () => {
      const { AwsEventReader } = await import('./read-aws-events.ts')
      return () => new AwsEventReader()
    }
  }
}
