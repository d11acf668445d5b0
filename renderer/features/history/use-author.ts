import { useTranslation } from 'react-i18next'

/** Who made a revision, as one word and as a sentence; one that this window does not know keeps its own name. */
export function useAuthor(by: string): { readonly short: string; readonly long: string } {
  const { t } = useTranslation('history')
  switch (by) {
    case 'window':
      return { short: t('by.window'), long: t('by.byWindow') }
    case 'cli':
      return { short: t('by.cli'), long: t('by.byCli') }
    case 'apply':
      return { short: t('by.apply'), long: t('by.byApply') }
    case 'undo':
      return { short: t('by.undo'), long: t('by.byUndo') }
    default:
      return { short: by, long: by }
  }
}
