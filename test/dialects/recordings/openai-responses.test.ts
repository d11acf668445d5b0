import { describeDialect } from './describe-dialect.ts'

describeDialect('openai-responses', { requests: 543, replies: 443, streams: 141 })
