import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatReply, ChatRequest, Part, Tool } from '../../../electron/dialects/chat.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { fitTools } from '../../../electron/dialects/fit-tools.ts'
import { DIALECT_IDS } from '../../../shared/domain/dialect.ts'
import { plainName, text } from './arbitrary-chat.ts'

/** Names as tools of other programs have them: dots, slashes, any letters, very long. */
const oddName = fc.oneof(
  plainName,
  fc.stringMatching(/^[a-z0-9./: -]{1,12}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  plainName.map((name) => name.repeat(12))
)

const tool = fc
  .record({ custom: fc.boolean(), name: oddName, namespace: fc.option(oddName, { nil: undefined }) })
  .map(({ custom, name, namespace }): Exclude<Tool, { type: 'server' }> => ({
    type: custom ? 'custom' : 'function',
    name,
    namespace
  }))

const tools = fc.uniqueArray(tool, {
  minLength: 1,
  maxLength: 6,
  selector: ({ name, namespace }) => `${namespace ?? ''}\n${name}`
})

function chatOf(list: readonly Tool[]): ChatRequest {
  return {
    model: 'model',
    stream: true,
    tools: list,
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'go' }] }]
  }
}

test.for(DIALECT_IDS)(
  'names that were made to fit %s are allowed there, and differ where they differed',
  (dialect) => {
    const { toolLimits } = DIALECTS[dialect]
    fc.assert(
      fc.property(tools, (list) => {
        const { chat } = fitTools(chatOf(list), toolLimits)
        const fitted = chat.tools.filter((candidate) => candidate.type !== 'server')
        for (const { name } of fitted) {
          expect(name.length).toBeLessThanOrEqual(toolLimits.nameMax)
          expect(name.replace(toolLimits.forbidden, '_')).toBe(name)
        }
        const told = fitted.map(({ name, namespace }) =>
          toolLimits.namespaces ? `${namespace ?? ''}\n${name}` : name
        )
        expect(new Set(told).size).toBe(list.length)
      })
    )
  }
)

test.for(DIALECT_IDS)(
  'a call of a tool that was made to fit %s gets its own name and form again',
  (dialect) => {
    const { toolLimits } = DIALECTS[dialect]
    fc.assert(
      fc.property(tools, text, (list, input) => {
        const fitted = fitTools(chatOf(list), toolLimits)
        const answers = fitted.chat.tools.map((candidate, place): Part => {
          const name = candidate.name
          const wrapped = list[place]?.type === 'custom' && candidate.type === 'function'
          const args = wrapped ? JSON.stringify({ input }) : input
          const custom = candidate.type === 'custom' ? true : undefined
          const namespace = candidate.type === 'server' ? undefined : candidate.namespace
          return { type: 'tool-call', id: `call_${place}`, name, args, custom, namespace }
        })
        const reply: ChatReply = { choices: [{ parts: answers }] }
        const expected = list.map(({ type, name, namespace }) => ({
          name,
          namespace,
          args: input,
          custom: type === 'custom'
        }))
        expect(callsOf(fitted.restoreReply(reply))).toEqual(expected)
        const restore = fitted.openRestore()
        const events = [...replyEvents(reply)].flatMap((event) => restore(event))
        expect(callsOf(collectReply(events).reply)).toEqual(expected)
      })
    )
  }
)

function callsOf({ choices }: ChatReply): readonly object[] {
  return choices.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === 'tool-call'
        ? [{ name: part.name, namespace: part.namespace, args: part.args, custom: part.custom === true }]
        : []
    )
  )
}
