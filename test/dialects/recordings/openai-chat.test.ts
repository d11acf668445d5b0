import { describeDialect } from './describe-dialect.ts'

describeDialect('openai-chat', { requests: 775, replies: 570, streams: 203 })
