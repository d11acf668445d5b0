#!/usr/bin/env node
// The command line and the host for plain Node. Nothing but built-in modules is imported before the version check: on
// an old Node the rest would fail in words that nobody can act on (or, in native code, without any).
import module from 'node:module'
import { join } from 'node:path'

const NEEDED = 24
if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  process.stderr.write(
    `Gatehouse needs Node ${NEEDED} or newer and this is Node ${process.versions.node}: in its folder, "npm start" and "npm run --silent gatehouse -- ARGS" use the right one by themselves.\n`
  )
  process.exitCode = 1
} else {
  // Beside the built files, so that it belongs to whoever installed them and goes when they go. Where that folder is
  // read-only nothing is cached, and a start takes somewhat longer.
  module.enableCompileCache(join(import.meta.dirname, '.compile-cache'))
  const { runCommandLine } = await import('./headless/run-command-line.ts')
  process.exit(await runCommandLine(process.argv.slice(2)))
}
