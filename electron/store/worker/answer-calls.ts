import { type MessagePort, parentPort } from 'node:worker_threads'
import type { AnswerMessage, CallMessage, FailureMessage } from '../protocol.ts'
import { explainDatabaseError } from './database-error.ts'

/** The functions of a worker by name, as its table of calls types them. */
type Handlers = Readonly<Record<string, (input: never) => unknown>>

/** The port to the thread that started this one. */
export function requireParentPort(): MessagePort {
  if (parentPort === null) throw new Error('this file is a worker: it is started by start-worker.ts')
  return parentPort
}

/** Answers a call with what its handler returns, or with its error in words for people. */
export async function answerCall(
  port: MessagePort,
  handlers: Handlers,
  { id, name, input }: CallMessage,
  fileOf: (name: string) => string
): Promise<void> {
  let answer: AnswerMessage
  try {
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`no call is named ${name}`)
    // The edge between the threads: the client is typed by the same table as the handlers.
    answer = { id, result: await handler(input as never) }
  } catch (error) {
    answer = { id, error: toFailure(error, fileOf(name)) }
  }
  port.postMessage(answer)
  // Nothing comes after it: with its port closed the thread ends by itself.
  if (name === 'close') port.close()
}

/** An error as it crosses to the other thread. */
export function toFailure(error: unknown, file: string): FailureMessage {
  const { code, message } = explainDatabaseError(error, file)
  return { code, message }
}
