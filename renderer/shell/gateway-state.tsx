import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../client/api.ts'
import { useConnection } from '../client/live-events.ts'
import { cn } from '../ui/cn.ts'
import { StatusDot, type Tone } from '../ui/status-dot.tsx'

/** One line at the foot of the sidebar: whether the gateway runs, and whether this window hears from it. */
export function GatewayState({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('shell')
  const status = useQuery(api.system.status.queryOptions())
  const connection = useConnection()
  const gateway = status.data?.gateway

  const say = (): readonly [Tone, string] => {
    if (connection === 'lost') return ['warn', t('gateway.lost')]
    if (gateway === undefined) return ['neutral', status.isError ? t('gateway.lost') : t('gateway.checking')]
    return gateway.running
      ? ['good', t('gateway.running', { port: gateway.port })]
      : ['bad', t('gateway.stopped')]
  }
  const [tone, text] = say()
  return (
    <output
      title={narrow ? text : undefined}
      className={cn(
        'flex h-10 shrink-0 items-center gap-2.5 border-t border-line px-4 text-xs text-faint',
        narrow && 'justify-center'
      )}
    >
      <StatusDot tone={tone} />
      <span className={cn(narrow && 'sr-only')}>{text}</span>
    </output>
  )
}
