import { describeDialect } from './describe-dialect.ts'

describeDialect('cohere-chat', { requests: 44, replies: 39, streams: 10 })
