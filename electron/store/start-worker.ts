import { Worker, type WorkerOptions as ThreadOptions } from 'node:worker_threads'
import type { WorkerOptions } from './protocol.ts'

/** Whether this runs from the sources (tests, scripts) and not from a build, which gives workers names of its own. */
const FROM_SOURCES = import.meta.url.endsWith('.ts')

/**
 * Starts the writer or a reader in a thread of its own. In a build `?nodeWorker` stands for the worker's own bundle;
 * plain Node runs the source file itself.
 */
export async function startWorker(name: 'writer' | 'reader', workerData: WorkerOptions): Promise<Worker> {
  // Without the environment: it holds provider keys, and SQLite needs none of it.
  const options: ThreadOptions = { name: `store-${name}`, workerData, env: {} }
  if (FROM_SOURCES) return new Worker(new URL(`./worker/${name}.ts`, import.meta.url), options)
  const { default: createWorker } =
    name === 'writer'
      ? await import('./worker/writer.ts?nodeWorker')
      : await import('./worker/reader.ts?nodeWorker')
  return createWorker(options)
}
