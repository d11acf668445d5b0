import {
  Boxes,
  ChartColumn,
  History,
  House,
  KeyRound,
  type LucideIcon,
  Plug,
  ScrollText,
  Settings
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'

export type PageName = 'home' | 'accounts' | 'models' | 'tokens' | 'logs' | 'spend' | 'history' | 'settings'

/** A page of the window: where it is, its icon, and its code, which loads when it is first gone to. */
export interface PageEntry {
  readonly name: PageName
  readonly path: string
  /** Further addresses of the same page. */
  readonly morePaths: readonly string[]
  readonly icon: LucideIcon
  readonly group: 'top' | 'setup' | 'observe' | 'bottom'
  readonly component: ComponentType
  readonly load: () => Promise<unknown>
}

function page(
  name: PageName,
  path: string,
  icon: LucideIcon,
  group: PageEntry['group'],
  load: () => Promise<ComponentType>,
  morePaths: readonly string[] = []
): PageEntry {
  return {
    name,
    path,
    morePaths,
    icon,
    group,
    load,
    component: lazy(async () => ({ default: await load() }))
  }
}

const home = async (): Promise<ComponentType> => (await import('../features/home/home-page.tsx')).HomePage
const accounts = async (): Promise<ComponentType> =>
  (await import('../features/accounts/accounts-page.tsx')).AccountsPage
const models = async (): Promise<ComponentType> =>
  (await import('../features/models/models-page.tsx')).ModelsPage
const tokens = async (): Promise<ComponentType> =>
  (await import('../features/tokens/tokens-page.tsx')).TokensPage
const logs = async (): Promise<ComponentType> => (await import('../features/logs/logs-page.tsx')).LogsPage
const spend = async (): Promise<ComponentType> => (await import('../features/spend/spend-page.tsx')).SpendPage
const history = async (): Promise<ComponentType> =>
  (await import('../features/history/history-page.tsx')).HistoryPage
const settings = async (): Promise<ComponentType> =>
  (await import('../features/settings/settings-page.tsx')).SettingsPage

/** Every page, in the order of the sidebar; each is a chunk of its own. */
export const PAGES: readonly PageEntry[] = [
  page('home', '/', House, 'top', home),
  page('accounts', '/accounts', Plug, 'setup', accounts),
  page('models', '/models', Boxes, 'setup', models),
  page('tokens', '/tokens', KeyRound, 'setup', tokens),
  page('logs', '/logs', ScrollText, 'observe', logs, ['/logs/:id']),
  page('spend', '/spend', ChartColumn, 'observe', spend),
  page('history', '/history', History, 'observe', history),
  page('settings', '/settings', Settings, 'bottom', settings)
]
