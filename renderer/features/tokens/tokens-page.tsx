import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'

export function TokensPage() {
  const { t } = useTranslation('shell')
  return <Page title={t('nav.tokens')}>{null}</Page>
}
