import { t } from 'i18next'
import { Component, type ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'

interface Props {
  readonly children: ReactNode
}

/** A page that breaks shows what happened; the sidebar and the other pages go on. React offers this to classes only. */
export class PageBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <ErrorState
        className="h-full"
        title={t('shell:crash.title')}
        message={t('shell:crash.text', { message: error.message })}
        onRetry={() => {
          this.setState({ error: null })
        }}
      />
    )
  }
}
