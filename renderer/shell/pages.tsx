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

type PageModule = Readonly<Record<string, ComponentType>>

// Found by name, each in a chunk of its own: `features/logs/logs-page.tsx` exports `LogsPage`.
const MODULES = import.meta.glob<PageModule>('../features/*/*-page.tsx')

function page(
  name: PageName,
  path: string,
  icon: LucideIcon,
  group: PageEntry['group'],
  morePaths: readonly string[] = []
): PageEntry {
  const exported = `${name.charAt(0).toUpperCase()}${name.slice(1)}Page`
  const load = async (): Promise<{ default: ComponentType }> => {
    const found = await MODULES[`../features/${name}/${name}-page.tsx`]?.()
    const component = found?.[exported]
    if (component === undefined)
      throw new Error(`features/${name}/${name}-page.tsx does not export ${exported}`)
    return { default: component }
  }
  return { name, path, morePaths, icon, group, component: lazy(load), load }
}

export const PAGES: readonly PageEntry[] = [
  page('home', '/', House, 'top'),
  page('accounts', '/accounts', Plug, 'setup'),
  page('models', '/models', Boxes, 'setup'),
  page('tokens', '/tokens', KeyRound, 'setup'),
  page('logs', '/logs', ScrollText, 'observe', ['/logs/:id']),
  page('spend', '/spend', ChartColumn, 'observe'),
  page('history', '/history', History, 'observe'),
  page('settings', '/settings', Settings, 'bottom')
]
