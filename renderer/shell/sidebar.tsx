import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { cn } from '../ui/cn.ts'
import { IS_MAC, Kbd } from '../ui/kbd.tsx'
import { GatewayState } from './gateway-state.tsx'
import { Logo } from './logo.tsx'
import { type PageEntry, PAGES } from './pages.tsx'

function NavLink({ page }: { readonly page: PageEntry }) {
  const { t } = useTranslation('shell')
  const [location] = useLocation()
  const active = page.path === '/' ? location === '/' : location.startsWith(page.path)
  const Icon = page.icon
  return (
    <Link
      href={page.path}
      aria-current={active ? 'page' : undefined}
      // Its code is on the way before the click has come up.
      onPointerEnter={() => void page.load()}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors duration-100',
        active ? 'bg-selected text-ink' : 'text-soft hover:bg-hover hover:text-ink'
      )}
    >
      <Icon
        aria-hidden
        className={cn('size-4', active ? 'text-accent-ink' : 'text-faint')}
        strokeWidth={1.75}
      />
      {t(`nav.${page.name}`)}
    </Link>
  )
}

function NavGroup({ group, title }: { readonly group: PageEntry['group']; readonly title?: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      {title !== undefined && <div className="px-2 pt-5 pb-1 text-2xs font-medium text-faint">{title}</div>}
      {PAGES.filter((page) => page.group === group).map((page) => (
        <NavLink key={page.name} page={page} />
      ))}
    </div>
  )
}

/** The narrow column at the left: where one can go, and whether the gateway runs. */
export function Sidebar({ onOpenPalette }: { readonly onOpenPalette: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <header className="flex h-full w-52 shrink-0 flex-col border-r border-line bg-sidebar">
      <div className="flex h-13 shrink-0 items-center gap-2.5 px-4">
        <Logo className="size-6" />
        <span className="text-base font-semibold tracking-tight text-ink">Gatehouse</span>
      </div>
      <div className="px-2 pb-3">
        <button
          type="button"
          onClick={onOpenPalette}
          className="flex h-8 w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-sm text-faint transition-colors duration-100 hover:border-line-strong hover:text-soft"
        >
          <Search aria-hidden className="size-3.5" />
          {t('palette.open')}
          <span className="ml-auto flex gap-0.5" aria-hidden>
            <Kbd>{IS_MAC ? '⌘' : 'Ctrl'}</Kbd>
            <Kbd>K</Kbd>
          </span>
        </button>
      </div>
      <nav aria-label={t('navigation')} className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pb-2">
        <NavGroup group="top" />
        <NavGroup group="setup" title={t('groups.setup')} />
        <NavGroup group="observe" title={t('groups.observe')} />
        <div className="mt-auto pt-4">
          <NavGroup group="bottom" />
        </div>
      </nav>
      <GatewayState />
    </header>
  )
}
