import { requestIdText } from '../../electron/store/request-id.ts'
import { UNKNOWN_USAGE } from '../../shared/domain/usage.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'

/** A row of the log as a plain successful chat leaves it. */
export function sampleRow(id: number, changes: Partial<RequestLogRow> = {}): RequestLogRow {
  return {
    id: requestIdText(id),
    time: '2026-09-01T00:00:00.000Z',
    endpoint: '/v1/chat/completions',
    token: 'app',
    account: 'main',
    model_asked: 'gpt-oss-120b',
    model: 'gpt-oss-120b',
    dialect_in: 'openai-chat',
    dialect_out: 'openai-chat',
    stream: true,
    status: 200,
    error: null,
    attempts: [],
    ttft_ms: 12,
    gap_mean_ms: 1,
    gap_p95_ms: 2,
    total_ms: 40,
    usage: { ...UNKNOWN_USAGE, input: 100, output: 20 },
    usage_raw: { prompt_tokens: 100, completion_tokens: 20 },
    cost_nanos: 49_000,
    cost_estimated: false,
    cost: null,
    cache: null,
    metadata: {},
    user_agent: 'test',
    session: null,
    notes: [],
    preview: null,
    payloads: true,
    ...changes
  }
}
