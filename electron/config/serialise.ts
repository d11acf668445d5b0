/** Runs tasks one after another in the order of their calls; a failed one does not stop those behind it. */
export function createSerialiser(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task, task)
    // The caller hears of the failure; the chain itself only waits.
    last = result.catch(() => undefined)
    return result
  }
}
