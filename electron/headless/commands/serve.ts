import { VERSION } from '../../app/version.ts'
import { EXIT, misuse, type Command } from '../command.ts'
import { printMadeTokens } from '../print-made-tokens.ts'
import { programName } from '../program-name.ts'
import { startHost, type RunningHost } from '../start-host.ts'
import { waitForStop } from '../wait-for-stop.ts'
import type { Output } from '../output.ts'

/** An idle host stops faster than this. */
const QUIET_STOP_MS = 300

export const run: Command = async (call) => {
  const { output, values } = call
  const portText = values.get('port')
  const port = portText === undefined ? null : parsePort(portText)
  if (port === undefined) {
    return misuse(output, `--port takes a number from 0 (any free one) to 65535, not "${portText}".`)
  }
  // Heard from now on: a stop during the start must not leave a half-started host behind.
  const stopped = waitForStop()
  const host = await startHost({
    dataDir: call.dataDir,
    port,
    applyFile: values.get('apply') ?? null,
    notice: (line) => output.say(line)
  })
  announce(host, output)
  void cacheCompiledCode()
  const signal = await stopped
  // Said only where there is something to wait for.
  const patience = setTimeout(() => {
    output.say(`${signal}: letting requests under way finish. Once more ends at once.`)
  }, QUIET_STOP_MS)
  await host.close()
  clearTimeout(patience)
  return EXIT.done
}

function announce(host: RunningHost, output: Output): void {
  const dashboard = host.loginLink()
  output.object({
    event: 'ready',
    gateway: host.gatewayUrl,
    dashboard,
    pid: process.pid,
    version: VERSION,
    tokens: host.tokens
  })
  output.line(`Gatehouse ${VERSION} is running.`)
  output.line()
  output.line(`  Dashboard             ${output.paint('bold', dashboard)}`)
  output.line(`  Base URL for apps     ${output.paint('bold', host.gatewayUrl)}`)
  printMadeTokens(host.tokens, output)
  output.line()
  output.line(
    `The dashboard link works once, within 24 hours. For another: ${programName(process.env)} dashboard`
  )
  output.line('Stop with Ctrl-C.')
}

/** Digits only: `0x10`, `1e3` and blanks are slips. */
function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  return port <= 65_535 ? port : undefined
}

/**
 * Writes the compiled code out while nobody waits. Node itself does that only at a clean exit, and a service is often
 * ended otherwise.
 */
async function cacheCompiledCode(): Promise<void> {
  const { flushCompileCache } = await import('node:module')
  setTimeout(flushCompileCache, 2000).unref()
}
