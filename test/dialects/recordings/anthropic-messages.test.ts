import { describeDialect } from './describe-dialect.ts'

describeDialect('anthropic-messages', { requests: 458, replies: 382, streams: 117 })
