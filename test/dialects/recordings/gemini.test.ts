import { describeDialect } from './describe-dialect.ts'

describeDialect('gemini', { requests: 435, replies: 365, streams: 68 })
