import { ORPCError } from '@orpc/client'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeError, issueOf } from '../../../renderer/client/control-error.ts'
import { startI18n } from '../../../renderer/i18n/start-i18n.ts'

describe('an error of a call', () => {
  beforeAll(startI18n)

  it('keeps code, message and issues of a refusal', () => {
    const error = decodeError(
      new ORPCError('conflict', {
        status: 409,
        message: 'There already is an account called main.',
        data: { issues: [{ field: 'accounts[0].name', message: 'already taken' }] }
      })
    )
    expect(error).toEqual({
      code: 'conflict',
      message: 'There already is an account called main.',
      issues: [{ field: 'accounts[0].name', message: 'already taken' }]
    })
    expect(issueOf(error, 'name')).toBe('already taken')
    expect(issueOf(error, 'base_url')).toBeUndefined()
  })

  it('reads the path of an input that the contract refused', () => {
    const error = decodeError(
      new ORPCError('BAD_REQUEST', {
        message: 'Input validation failed',
        data: { issues: [{ path: ['account', 'aliases', 0], message: 'expected 1 to 64 letters' }] }
      })
    )
    expect(error.issues).toEqual([{ field: 'account.aliases.0', message: 'expected 1 to 64 letters' }])
  })

  it('knows an answer that never came from one that was refused', () => {
    const error = decodeError(new TypeError('Failed to fetch'))
    expect(error.code).toBe('unreachable')
    expect(error.message).toContain('does not answer')
  })

  it('survives data of any other shape', () => {
    expect(decodeError(new ORPCError('internal', { message: 'x', data: { issues: 'none' } })).issues).toEqual(
      []
    )
    expect(decodeError('thrown text').message).toContain('thrown text')
  })
})
