import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Settings } from '../../shared/config/settings.ts'
import { api, queryClient } from './api.ts'

export type Theme = Settings['theme']

/** `public/theme.js` reads it before the first paint. */
const KEY = 'gatehouse.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

function apply(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}

/** Puts the theme of the settings on the page and follows the system where that is asked for. Used once, by the shell. */
export function useThemeOnPage(): void {
  const settings = useQuery(api.system.settings.queryOptions())
  const theme = settings.data?.theme
  useEffect(() => {
    if (theme === undefined) return undefined
    localStorage.setItem(KEY, theme)
    const update = (): void => {
      apply(theme)
    }
    update()
    dark.addEventListener('change', update)
    return () => {
      dark.removeEventListener('change', update)
    }
  }, [theme])
}

/** The theme in the settings, and how to change it: at once on the page, then kept. */
export function useTheme(): { readonly theme: Theme | undefined; readonly setTheme: (theme: Theme) => void } {
  const settings = useQuery(api.system.settings.queryOptions())
  const key = api.system.settings.queryKey()
  const change = useMutation(
    api.system.update_settings.mutationOptions({
      onMutate: (patch) => {
        const before = queryClient.getQueryData(key)
        if (before !== undefined && patch.theme !== undefined) {
          queryClient.setQueryData(key, { ...before, theme: patch.theme })
        }
        return { before }
      },
      onSuccess: (saved) => {
        queryClient.setQueryData(key, saved)
      },
      onError: (_error, _patch, context) => {
        queryClient.setQueryData(key, context?.before)
      }
    })
  )
  return {
    theme: settings.data?.theme,
    setTheme: (theme) => {
      change.mutate({ theme })
    }
  }
}
