import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { requestIdText } from '../../../electron/store/request-id.ts'

/** A settled request: the `number`-th one, one a second from 2026-03-02T09:00:00Z on; anything may be overridden. */
export function sampleRow(number: number, overrides: Partial<RequestLogRow> = {}): RequestLogRow {
  const time = Date.parse('2026-03-02T09:00:00Z') + number * 1000
  return {
    id: requestIdText(time * 1024),
    time: new Date(time).toISOString(),
    endpoint: '/v1/chat/completions',
    token: 'cline',
    account: 'cerebras-main',
    model_asked: 'cerebras-main/gpt-oss-120b',
    model: 'gpt-oss-120b',
    dialect_in: 'openai-chat',
    dialect_out: 'openai-chat',
    stream: true,
    status: 200,
    error: null,
    attempts: [
      {
        target: 'cerebras-main/gpt-oss-120b',
        status: 200,
        reason: null,
        start_ms: 2,
        ttft_ms: 240,
        total_ms: 1240,
        cost_nanos: 820_000
      }
    ],
    ttft_ms: 240,
    gap_mean_ms: 10,
    gap_p95_ms: 22,
    total_ms: 1241,
    usage: { input: 1000, cache_read: 200, cache_write: null, output: 100, reasoning: null },
    usage_raw: { prompt_tokens: 1200, completion_tokens: 100 },
    cost_nanos: 820_000,
    cost_estimated: false,
    cost: null,
    cache: null,
    metadata: {},
    user_agent: 'OpenAI/JS 7.55.0',
    session: null,
    notes: [],
    preview: { prompt: `question ${number}`, reply: 'answer' },
    payloads: true,
    ...overrides
  }
}
