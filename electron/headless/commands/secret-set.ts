import { EXIT, misuse, type Command } from '../command.ts'
import { readSecretValue } from '../read-secret-value.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output, argument: name } = call
  const value = await readSecretValue(`Value of ${name} (it is not shown): `)
  if (value === '') {
    return misuse(output, `No value came. Pipe it in: printf %s "$KEY" | gatehouse secret set ${name}`)
  }
  const secret = await withControl(call, (client) => client.secrets.set({ name, value }))
  output.object(secret)
  const place = secret.store === 'keychain' ? 'the keychain of this system' : 'the encrypted vault file'
  output.line(`Stored "${secret.name}" in ${place}. Accounts refer to it as keychain://${secret.name}`)
  return EXIT.done
}
