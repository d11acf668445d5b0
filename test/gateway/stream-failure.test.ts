import { expect, test } from 'vitest'
import { readStreamFailure } from '../../electron/gateway/stream-failure.ts'

test.each([
  ['{"error":{"message":"slow down","code":429}}', 429, 'rate-limited'],
  ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 529, 'overloaded'],
  ['{"type":"error","error":{"type":"rate_limit_error","message":"no"}}', 429, 'rate-limited'],
  ['{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}', 503, 'overloaded'],
  [
    '{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"Limit 4290"}}}',
    429,
    'rate-limited'
  ],
  // Numbers in the words are no status.
  ['{"error":{"message":"broken, \\"code\\": 404"}}', 502, 'overloaded'],
  ['not JSON', 502, 'overloaded']
])('an error event is told by the status that it names: %s', (data, status, reason) => {
  expect(readStreamFailure(Buffer.from(data))).toMatchObject({ status, reason })
})
