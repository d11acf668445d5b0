import type { ContractRouterClient } from '@orpc/contract'
import { accountsContract } from './accounts.ts'
import { configContract } from './config.ts'
import { logsContract } from './logs.ts'
import { modelsContract } from './models.ts'
import { secretsContract } from './secrets.ts'
import { spendContract } from './spend.ts'
import { systemContract } from './system.ts'
import { tokensContract } from './tokens.ts'

/** Everything that the window and the command line can ask of a running Gatehouse. */
export const contract = {
  accounts: accountsContract,
  config: configContract,
  logs: logsContract,
  models: modelsContract,
  secrets: secretsContract,
  spend: spendContract,
  system: systemContract,
  tokens: tokensContract
}

/** The typed client of the contract, whatever carries it. */
export type ControlClient = ContractRouterClient<typeof contract>

export type { AccountState, AccountTestResult, ProviderInfo } from './accounts.ts'
export type { Change } from './common.ts'
export type { ApplyResult, Revision } from './config.ts'
export type { LogDetail, LogFilter } from './logs.ts'
export type { AccountModels, ModelState } from './models.ts'
export type { KeyStore, SecretInfo } from './secrets.ts'
export type { Spend, SpendFigures } from './spend.ts'
export type { DoctorCheck, GatehouseEvent, SystemStatus } from './system.ts'
export type { MadeToken, TokenState } from './tokens.ts'
