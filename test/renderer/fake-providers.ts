import { describeProvider } from '../../electron/control/describe-provider.ts'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import type { ProviderInfo } from '../../shared/contract/index.ts'

/** The catalogue as the window gets it. */
export const FAKE_PROVIDERS: readonly ProviderInfo[] = [...PROVIDERS.values()].map(describeProvider)
