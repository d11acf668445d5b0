import type { Locator } from 'playwright-core'

/** Waits until it is on the page; fails with what was looked for where it never comes. */
export async function expectVisible(locator: Locator): Promise<void> {
  await locator.waitFor()
}

/** Waits until it is no longer on the page. */
export async function expectGone(locator: Locator): Promise<void> {
  await locator.waitFor({ state: 'detached' })
}
