import type { DialectId } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import { DIALECTS } from '../../dialects/all-dialects.ts'
import type { Asked } from '../../dialects/dialect.ts'
import type { Endpoint } from './serve-model-call.ts'
import { passingForm } from '../reply-form.ts'
import { upstreamBody } from '../upstream-body.ts'

export type EmbeddingsForm = 'openai' | 'embedContent' | 'batchEmbedContents'

export function embeddingsEndpoint(form: EmbeddingsForm, asked?: Asked): Endpoint {
  const dialect: DialectId = form === 'openai' ? 'openai-chat' : 'gemini'
  return {
    listOf: form === 'openai' ? 'input' : 'requests',
    ...(asked === undefined ? {} : { asked }),
    ask(call, body) {
      call.facts.dialectIn = dialect
      return {
        stream: false,
        prepare: ({ model, account }) => {
          if (!account.dialects.includes('openai-chat')) throw new GatehouseError('unsupported_endpoint', 'todo')
          return {
            path: '/embeddings',
            body: upstreamBody(body, model.upstreamId, account.provider, 'openai-responses').bytes,
            dialect: 'openai-chat',
            notes: [],
            form: passingForm(DIALECTS['openai-chat'], { removeUsage: false, context: () => { throw new Error('embeddings are no stream') } })
          }
        }
      }
    }
  }
}
