import { describeDialect } from './describe-dialect.ts'

describeDialect('openai-completions', { requests: 30, replies: 23, streams: 7 })
