import { describeExchange } from '../../../electron/app/describe-exchange.ts'
import type { LogDetail } from '../../../shared/contract/logs.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { EXCHANGES } from '../../support/exchanges/all-exchanges.ts'
import type { World } from '../fake-world.ts'
import { sampleRow } from './sample-row.ts'

/** A streamed exchange of a client of this dialect as the window is told of it: read by the real reader. */
function exchangeDetail(dialect: ClientDialectId, number: number): LogDetail {
  const { endpoint, request, stream } = EXCHANGES[dialect]
  const row = sampleRow(0, {
    id: (4_100_000_000 - number).toString(36).padStart(8, '0'),
    time: new Date(Date.now() - 2000 - number * 1000).toISOString(),
    endpoint,
    dialect_in: dialect,
    dialect_out: 'openai-chat',
    model_asked: 'm'
  })
  const sent = JSON.stringify(request)
  const reply = { body: Buffer.from(stream), contentType: 'text/event-stream', eventEnds: [], eventTimes: [] }
  return {
    row,
    conversation: describeExchange(row, { request: Buffer.from(sent), reply }),
    request: { text: sent, encoding: 'utf8', bytes: sent.length, content_type: 'application/json' },
    response: { text: stream, encoding: 'utf8', bytes: stream.length, content_type: 'text/event-stream' },
    chunks: []
  }
}

/** Puts an exchange of each dialect on top of a world's log; returns their details by dialect. */
export function addExchanges(world: World): ReadonlyMap<ClientDialectId, LogDetail> {
  const details = new Map(CLIENT_DIALECT_IDS.map((id, number) => [id, exchangeDetail(id, number)]))
  world.rows = [...[...details.values()].map(({ row }) => row), ...world.rows]
  for (const detail of details.values()) world.details.set(detail.row.id, detail)
  return details
}
