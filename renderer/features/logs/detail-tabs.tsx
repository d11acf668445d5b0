import { EyeOff, FileJson } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { assertNever } from '../../../shared/assert-never.ts'
import type { LogDetail } from '../../../shared/contract/logs.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tab, Tabs, TabsContent, TabsList } from '../../ui/tabs.tsx'
import { BodyView } from './body-view.tsx'
import { ConversationView } from './conversation-view.tsx'
import { CostView } from './cost-view.tsx'
import { MoreView } from './more-view.tsx'
import { SetupView } from './setup-view.tsx'
import { TimingView } from './timing-view.tsx'

export const DETAIL_TABS = ['conversation', 'setup', 'request', 'response', 'timing', 'cost', 'more'] as const
export type DetailTab = (typeof DETAIL_TABS)[number]

/** The parts of a request. The chosen one stays while one steps through requests. */
export function DetailTabs({
  detail,
  tab,
  onTab
}: {
  readonly detail: LogDetail
  readonly tab: DetailTab
  readonly onTab: (tab: DetailTab) => void
}) {
  const { t } = useTranslation('logs')
  return (
    <Tabs
      value={tab}
      onValueChange={(value) => {
        const next = DETAIL_TABS.find((candidate) => candidate === value)
        if (next !== undefined) onTab(next)
      }}
    >
      <TabsList aria-label={t('detail.title')} className="sticky top-0 z-10 h-10 bg-surface px-5">
        {DETAIL_TABS.map((name) => (
          <Tab key={name} value={name}>
            {t(`detail.tabs.${name}`)}
          </Tab>
        ))}
      </TabsList>
      <TabsContent value={tab} className="px-5 py-4">
        <TabBody detail={detail} tab={tab} />
      </TabsContent>
    </Tabs>
  )
}

function TabBody({ detail, tab }: { readonly detail: LogDetail; readonly tab: DetailTab }) {
  switch (tab) {
    case 'conversation':
      return detail.conversation === null ? (
        <NoConversation detail={detail} />
      ) : (
        <ConversationView
          conversation={detail.conversation}
          model={detail.row.model ?? detail.row.model_asked}
        />
      )
    case 'setup':
      return detail.conversation === null ? (
        <NoConversation detail={detail} />
      ) : (
        <SetupView conversation={detail.conversation} />
      )
    case 'request':
    case 'response':
      return detail.row.payloads || detail[tab] !== null ? (
        <BodyView which={tab} body={detail[tab]} />
      ) : (
        <NoConversation detail={detail} />
      )
    case 'timing':
      return <TimingView detail={detail} />
    case 'cost':
      return <CostView row={detail.row} />
    case 'more':
      return <MoreView row={detail.row} />
    default:
      return assertNever(tab)
  }
}

/** Nothing was said, or it was not kept: which of them, and what to do. */
function NoConversation({ detail }: { readonly detail: LogDetail }) {
  const { t } = useTranslation('logs')
  const { row, request } = detail
  if (row.payloads || request !== null) {
    return (
      <EmptyState icon={FileJson} title={t('detail.noConversation')} className="py-12">
        {t('detail.noConversationText')}
      </EmptyState>
    )
  }
  const refused = row.attempts.length === 0 || row.token === null
  return (
    <EmptyState
      icon={EyeOff}
      title={t('detail.noPayload')}
      className="py-12"
      action={
        !refused && (
          <Button asChild>
            <Link href="/tokens">{t('detail.noPayloadAction')}</Link>
          </Button>
        )
      }
    >
      {!refused
        ? t('detail.noPayloadText', { token: row.token })
        : row.status < 400
          ? t('detail.noBody')
          : t('detail.noPayloadRefused')}
    </EmptyState>
  )
}
