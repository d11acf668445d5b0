import { expect, test } from 'vitest'
import type { Fields } from '../../electron/dialects/json.ts'
import { expandInput } from '../../electron/gateway/expand-input.ts'
import type { Conversation } from '../../electron/gateway/response-store.ts'

const TOKEN = { name: 'app', payloads: true }
const ORIGIN = { id: 'resp_up', account: 'openai', model: 'gpt', key: null }
const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{}' }
const result = { type: 'function_call_output', call_id: 'call_1', output: 'fine' }

/** Responses of which this conversation and these items are kept. */
function kept(conversation: Conversation, items: readonly Fields[] = []) {
  return {
    chain: () => Promise.resolve(conversation),
    items: (ids: readonly string[]) =>
      Promise.resolve(
        new Map(
          items.flatMap((item) => ids.filter((id) => id === item['id']).map((id) => [id, item] as const))
        )
      )
  }
}

test('puts the conversation before what is new, and says what that was', async () => {
  const responses = kept({ kind: 'items', items: [{ role: 'user', content: 'hi' }, call] })
  const body = { previous_response_id: 'resp_1', input: [result] }
  expect(await expandInput(responses, TOKEN, body)).toEqual({
    kind: 'items',
    items: [{ role: 'user', content: 'hi' }, call, result],
    own: [result]
  })
})

test('makes a message of a text, and asks for no conversation where none is named', async () => {
  const responses = kept({ kind: 'missing', id: 'never asked for' })
  const message = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] }
  for (const body of [{ input: 'hello' }, { input: 'hello', previous_response_id: null }]) {
    expect(await expandInput(responses, TOKEN, body)).toEqual({
      kind: 'items',
      items: [message],
      own: [message]
    })
  }
  expect(await expandInput(responses, TOKEN, { input: null })).toEqual({ kind: 'items', items: [], own: [] })
})

test('replaces references by their items, also those without a type', async () => {
  const responses = kept({ kind: 'items', items: [] }, [call])
  for (const reference of [
    { type: 'item_reference', id: 'fc_1' },
    { id: 'fc_1' },
    { type: null, id: 'fc_1' }
  ]) {
    const expanded = await expandInput(responses, TOKEN, { input: [reference, result] })
    expect(expanded).toEqual({ kind: 'items', items: [call, result], own: [call, result] })
  }
})

test('takes a message with an id and no type as the message that it is', async () => {
  const message = { id: 'msg_1', role: 'user', content: 'hello' }
  const expanded = await expandInput(kept({ kind: 'items', items: [] }), TOKEN, { input: [message] })
  expect(expanded).toMatchObject({ own: [message] })
})

test('refuses a reference that is not kept, in the words that clients know', async () => {
  const body = { input: [{ type: 'item_reference', id: 'rs_1' }] }
  await expect(expandInput(kept({ kind: 'items', items: [] }), TOKEN, body)).rejects.toMatchObject({
    status: 404,
    type: 'invalid_request_error',
    message: expect.stringMatching(
      /^Item with id 'rs_1' not found\. Items are not persisted when `store` is set to false\./
    ) as string
  })
})

test('refuses a conversation that is not kept, by the code and in the words that clients know', async () => {
  const body = { previous_response_id: 'resp_1', input: 'go on' }
  await expect(expandInput(kept({ kind: 'missing', id: 'resp_1' }), TOKEN, body)).rejects.toMatchObject({
    status: 400,
    code: 'previous_response_not_found',
    message: "Previous response with id 'resp_1' not found."
  })
  await expect(expandInput(kept({ kind: 'missing', id: 'resp_0' }), TOKEN, body)).rejects.toMatchObject({
    code: 'previous_response_not_found',
    message: expect.stringContaining("'resp_0', which was deleted") as string
  })
  await expect(expandInput(kept({ kind: 'unfinished', id: 'resp_1' }), TOKEN, body)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('has not completed') as string
  })
})

test('says which account keeps a conversation that is not kept here', async () => {
  const body = { previous_response_id: 'resp_up', input: 'go on' }
  expect(await expandInput(kept({ kind: 'upstream', ...ORIGIN }), TOKEN, body)).toMatchObject({
    kind: 'upstream',
    origin: ORIGIN
  })
})
