import { Toaster as Sonner } from 'sonner'

/** Where toasts come up: at the foot of the page, in the window's own clothes. Call `toast` of sonner to raise one. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-left"
      // Each in full: one may offer to undo what the one before it did.
      expand
      gap={8}
      // Beside the sidebar: at the right they would lie over the buttons of a panel.
      offset={{ left: 224, bottom: 16 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-90 items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 text-sm text-ink shadow-raised font-sans',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'text-xs text-faint mt-0.5',
          icon: 'shrink-0 text-faint [&_svg]:size-4',
          success: '[&_[data-icon]]:text-good-ink',
          error: '[&_[data-icon]]:text-bad-ink',
          actionButton:
            'shrink-0 rounded-md border border-line-strong bg-surface px-2 py-1 text-xs font-medium text-ink hover:bg-hover'
        }
      }}
    />
  )
}
