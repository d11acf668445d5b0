import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Switch, useLocation } from 'wouter'
import { queryClient } from '../client/api.ts'
import { keepFresh } from '../client/keep-fresh.ts'
import { startLiveEvents } from '../client/live-events.ts'
import { useThemeOnPage } from '../client/theme.ts'
import { CommandPalette } from './command-palette.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { PAGES } from './pages.tsx'
import { Sidebar } from './sidebar.tsx'

const ROUTES = PAGES.flatMap((page) => [page.path, ...page.morePaths].map((path) => ({ path, page })))

/** What stands around every page: sidebar, palette, live events; and the page that the address names. */
export function Shell() {
  const { t } = useTranslation('shell')
  const [location] = useLocation()
  const [paletteOpen, setPaletteOpen] = useState(false)
  useThemeOnPage()

  useEffect(() => {
    const stopFresh = keepFresh(queryClient)
    const stopEvents = startLiveEvents()
    return () => {
      stopEvents()
      stopFresh()
    }
  }, [])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      setPaletteOpen((open) => !open)
    }
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('keydown', onKey)
    }
  }, [])

  // A page and its details are one thing: going from row to row must not build the page anew.
  const section = location.split('/')[1] ?? ''
  return (
    <div className="flex h-full">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        {t('skip')}
      </a>
      <Sidebar
        onOpenPalette={() => {
          setPaletteOpen(true)
        }}
      />
      <main id="content" tabIndex={-1} className="h-full min-w-0 flex-1 outline-none">
        <PageBoundary key={section}>
          <Suspense fallback={null}>
            <Switch>
              {/* By page and not by path: the list of requests must not be built anew when one of them is opened. */}
              {ROUTES.map(({ path, page: { name, component: Component } }) => (
                <Route key={name} path={path} component={Component} />
              ))}
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </PageBoundary>
      </main>
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} />
    </div>
  )
}
