import { GatehouseError, type ErrorCode } from '../../shared/errors.ts'

/**
 * A refusal that both callers can read: `error` for whoever posts by hand, `json` and `meta` as the contract's client
 * takes an error.
 */
export function refusalResponse(code: ErrorCode, message: string): Response {
  const { status, type } = new GatehouseError(code, message)
  return privateJson(status, {
    error: { code, message, type },
    json: { defined: false, code, status, message, data: { issues: [] } },
    meta: []
  })
}

/** A JSON answer that no cache keeps and no page can be made of. */
export function privateJson(status: number, body: unknown): Response {
  return Response.json(body, {
    status,
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'"
    }
  })
}
