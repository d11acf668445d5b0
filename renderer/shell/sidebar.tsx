import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { cn } from '../ui/cn.ts'
import { IS_MAC, Kbd } from '../ui/kbd.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { useMedia } from '../ui/use-media.ts'
import { GatewayState } from './gateway-state.tsx'
import { Logo } from './logo.tsx'
import { type PageEntry, PAGES } from './pages.tsx'

/** Below this the pages need the room more than the names of the pages do. */
const NARROW = '(max-width: 999px)'

function NavLink({ page, narrow }: { readonly page: PageEntry; readonly narrow: boolean }) {
  const { t } = useTranslation('shell')
  const [location] = useLocation()
  const active = page.path === '/' ? location === '/' : location.startsWith(page.path)
  const Icon = page.icon
  const name = t(`nav.${page.name}`)
  const link = (
    <Link
      href={page.path}
      aria-current={active ? 'page' : undefined}
      // Its code is on the way before the click has come up.
      onPointerEnter={() => void page.load()}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors duration-100',
        narrow && 'justify-center',
        active ? 'bg-selected text-ink' : 'text-soft hover:bg-hover hover:text-ink'
      )}
    >
      <Icon
        aria-hidden
        className={cn('size-4', active ? 'text-accent-ink' : 'text-faint')}
        strokeWidth={1.75}
      />
      <span className={cn(narrow && 'sr-only')}>{name}</span>
    </Link>
  )
  return narrow ? (
    <Tooltip text={name} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}

function NavGroup({
  group,
  title,
  narrow
}: {
  readonly group: PageEntry['group']
  readonly title?: string
  readonly narrow: boolean
}) {
  return (
    <div className="flex flex-col gap-0.5">
      {title !== undefined && !narrow && (
        <div className="px-2 pt-5 pb-1 text-2xs font-medium text-faint">{title}</div>
      )}
      {title !== undefined && narrow && <div aria-hidden className="mx-2 my-2.5 h-px bg-line" />}
      {PAGES.filter((page) => page.group === group).map((page) => (
        <NavLink key={page.name} page={page} narrow={narrow} />
      ))}
    </div>
  )
}

/** The column at the left: where one can go, and whether the gateway runs. In a narrow window its icons alone. */
export function Sidebar({ onOpenPalette }: { readonly onOpenPalette: () => void }) {
  const { t } = useTranslation('shell')
  const narrow = useMedia(NARROW)
  return (
    <header
      className={cn(
        'flex h-full shrink-0 flex-col border-r border-line bg-sidebar',
        narrow ? 'w-13' : 'w-52'
      )}
    >
      <div className={cn('flex h-13 shrink-0 items-center gap-2.5 px-4', narrow && 'justify-center')}>
        <Logo className="size-6" />
        {!narrow && <span className="text-base font-semibold tracking-tight text-ink">Gatehouse</span>}
      </div>
      <div className="px-2 pb-3">
        <button
          type="button"
          onClick={onOpenPalette}
          title={narrow ? t('palette.open') : undefined}
          className={cn(
            'flex h-8 w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-sm text-faint transition-colors duration-100 hover:border-line-strong hover:text-soft',
            narrow && 'justify-center'
          )}
        >
          <Search aria-hidden className="size-3.5" />
          <span className={cn(narrow && 'sr-only')}>{t('palette.open')}</span>
          {!narrow && (
            <span className="ml-auto flex gap-0.5" aria-hidden>
              <Kbd>{IS_MAC ? '⌘' : 'Ctrl'}</Kbd>
              <Kbd>K</Kbd>
            </span>
          )}
        </button>
      </div>
      <nav aria-label={t('navigation')} className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pb-2">
        <NavGroup group="top" narrow={narrow} />
        <NavGroup group="setup" title={t('groups.setup')} narrow={narrow} />
        <NavGroup group="observe" title={t('groups.observe')} narrow={narrow} />
        <div className="mt-auto pt-4">
          <NavGroup group="bottom" narrow={narrow} />
        </div>
      </nav>
      <GatewayState narrow={narrow} />
    </header>
  )
}
