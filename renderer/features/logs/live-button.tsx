import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../client/live-events.ts'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

/** Whether new requests come in by themselves, and the switch for it. */
export function LiveButton({
  paused,
  held,
  onToggle
}: {
  readonly paused: boolean
  /** Requests that wait. */
  readonly held: number
  readonly onToggle: () => void
}) {
  const { t } = useTranslation('logs')
  const connection = useConnection()
  const lost = connection === 'lost'
  return (
    <Tooltip text={paused ? t('live.resume') : t('live.pause')} side="bottom">
      <Button size="sm" variant="ghost" aria-pressed={paused} onClick={onToggle}>
        <StatusDot tone={paused ? 'neutral' : lost ? 'warn' : 'good'} />
        {paused ? t('live.paused') : lost ? t('live.lost') : t('live.on')}
        {paused && held > 0 && <span className="text-faint">+{formatCount(held)}</span>}
        {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
      </Button>
    </Tooltip>
  )
}
