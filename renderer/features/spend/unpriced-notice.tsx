import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { formatCount } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'

/** What the sums leave out, said plainly, and the way to mend it. */
export function UnpricedNotice({ count }: { readonly count: number }) {
  const { t } = useTranslation('spend')
  if (count === 0) return null
  return (
    <Notice tone="warn" className="mb-6">
      {t('unpricedNotice', { count, formatted: formatCount(count) })} {t('unpricedWhy')}{' '}
      <Link href="/models" className="font-medium underline underline-offset-2">
        {t('setPrices')}
      </Link>
    </Notice>
  )
}
