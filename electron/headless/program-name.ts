/** How the person in front of this terminal calls the command line, for words that tell them what to type. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  const throughNpm = env['npm_lifecycle_event'] === 'start' || env['npm_lifecycle_event'] === 'gatehouse'
  return throughNpm ? 'npm run --silent gatehouse --' : 'gatehouse'
}
