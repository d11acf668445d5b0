import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '../ui/code-block.tsx'
import { Notice } from '../ui/notice.tsx'
import { Logo } from './logo.tsx'
import { Message } from '../ui/message.tsx'

/** Shown in a browser that has no session: how to get in. */
export function SignInPage({ refusal }: { readonly refusal: string | null }) {
  const { t } = useTranslation('shell')
  useEffect(() => {
    document.title = `${t('signIn.title')} · Gatehouse`
  }, [t])
  return (
    <main className="flex h-full items-center justify-center p-6">
      <div className="w-full max-w-100">
        <Logo className="mb-6 size-9" />
        <h1 className="text-xl font-semibold text-ink">{t('signIn.title')}</h1>
        {refusal !== null && (
          <Notice tone="warn" live className="mt-4">
            <Message text={refusal} />
          </Notice>
        )}
        <p className="mt-4 text-sm text-soft">{t('signIn.text')}</p>
        <CodeBlock code="gatehouse dashboard" label={t('signIn.copy')} className="mt-3" />
        <p className="mt-3 text-sm text-soft">{t('signIn.then')}</p>
      </div>
    </main>
  )
}
