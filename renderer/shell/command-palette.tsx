import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { CirclePlus, Copy, KeyRound, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useLocation } from 'wouter'
import { api } from '../client/api.ts'
import { useTheme } from '../client/theme.ts'
import { PAGES } from './pages.tsx'

function Item({
  icon: Icon,
  onSelect,
  children
}: {
  readonly icon: LucideIcon
  readonly onSelect: () => void
  readonly children: string
}) {
  return (
    <Command.Item
      value={children}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink select-none data-[selected=true]:bg-selected"
    >
      <Icon aria-hidden className="size-4 text-faint" strokeWidth={1.75} />
      {children}
    </Command.Item>
  )
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  )
}

/** Everything by keyboard: Ctrl or Cmd and K, a few letters, Enter. */
export function CommandPalette({
  open,
  onOpenChange
}: {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}) {
  const { t } = useTranslation('shell')
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-140 -translate-x-1/2 animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-raised outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <PaletteBody
            close={() => {
              onOpenChange(false)
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteBody({ close }: { readonly close: () => void }) {
  const { t } = useTranslation(['shell', 'ui'])
  const [, navigate] = useLocation()
  const status = useQuery(api.system.status.queryOptions())
  const { setTheme } = useTheme()
  const url = status.data?.gateway.url

  const run = (action: () => void) => () => {
    close()
    action()
  }
  const go = (path: string) =>
    run(() => {
      navigate(path)
    })
  return (
    <Command label={t('palette.title')} loop>
      <Command.Input
        placeholder={t('palette.placeholder')}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base text-ink outline-none"
      />
      <Command.List className="max-h-[min(420px,60vh)] scroll-py-1 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-sm text-faint">
          {t('palette.none')}
        </Command.Empty>
        <Group heading={t('palette.actions')}>
          <Item icon={CirclePlus} onSelect={go('/accounts?add')}>
            {t('palette.addAccount')}
          </Item>
          <Item icon={KeyRound} onSelect={go('/tokens?new')}>
            {t('palette.createToken')}
          </Item>
          {url !== undefined && (
            <Item
              icon={Copy}
              onSelect={run(() => {
                navigator.clipboard.writeText(url).then(
                  () => toast.success(t('palette.copied')),
                  () => toast.error(t('ui:copy.failed'))
                )
              })}
            >
              {t('palette.copyUrl')}
            </Item>
          )}
        </Group>
        <Group heading={t('palette.pages')}>
          {PAGES.map((page) => (
            <Item key={page.name} icon={page.icon} onSelect={go(page.path)}>
              {t(`nav.${page.name}`)}
            </Item>
          ))}
        </Group>
        <Group heading={t('palette.theme')}>
          <Item
            icon={document.documentElement.dataset.theme === 'dark' ? Sun : Moon}
            onSelect={run(() => {
              setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark')
            })}
          >
            {t('palette.toggleTheme')}
          </Item>
          <Item
            icon={Monitor}
            onSelect={run(() => {
              setTheme('system')
            })}
          >
            {t('palette.themeSystem')}
          </Item>
        </Group>
      </Command.List>
    </Command>
  )
}
