import { text } from 'node:stream/consumers'

/** The secret on standard input, without its final line break; in a terminal it is asked for and not shown. */
export async function readSecretValue(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '')
  return await readHidden(prompt, process.stdin, process.stderr)
}

/** Reads a line keystroke by keystroke with the terminal's echo off. Ctrl-C ends the program as ever. */
function readHidden(prompt: string, input: NodeJS.ReadStream, words: NodeJS.WriteStream): Promise<string> {
  words.write(prompt)
  return new Promise((resolve) => {
    let typed = ''
    const finish = (): void => {
      input.off('data', onData)
      input.setRawMode(false)
      input.pause()
      words.write('\n')
    }
    const onData = (data: Buffer): void => {
      for (const key of data.toString('utf8')) {
        if (key === '\r' || key === '\n' || key === '\u0004') {
          finish()
          resolve(typed)
          return
        }
        if (key === '\u0003') {
          finish()
          process.exit(130)
        }
        if (key === '\u007F' || key === '\b') typed = Array.from(typed).slice(0, -1).join('')
        else if (key >= ' ') typed += key
      }
    }
    input.setRawMode(true)
    input.resume()
    input.on('data', onData)
  })
}
