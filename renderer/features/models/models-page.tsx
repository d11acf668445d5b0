import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'

export function ModelsPage() {
  const { t } = useTranslation('shell')
  return <Page title={t('nav.models')}>{null}</Page>
}
