import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

/** Root of a dialog or sheet: `open`, `onOpenChange`. */
export function Dialog(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root {...props} />
}

const OVERLAY = 'fixed inset-0 z-40 animate-fade bg-overlay'

/** Last in the order of the keyboard, so that what opens has the focus in its first field. */
function CloseButton() {
  const { t } = useTranslation('ui')
  return (
    <Primitive.Close
      aria-label={t('close')}
      className="absolute top-4 right-4 flex size-7 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
    >
      <X aria-hidden className="size-4" />
    </Primitive.Close>
  )
}

interface FrameProps {
  readonly title: ReactNode
  /** One sentence under the title. */
  readonly description?: ReactNode
  readonly children: ReactNode
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode
  readonly className?: string
}

function Header({ title, description }: Pick<FrameProps, 'title' | 'description'>) {
  return (
    <div className="shrink-0 pt-4 pr-14 pb-3 pl-5">
      <Primitive.Title className="text-base leading-7 font-semibold text-ink">{title}</Primitive.Title>
      {description !== undefined && (
        <Primitive.Description className="text-sm text-faint">{description}</Primitive.Description>
      )}
    </div>
  )
}

function Footer({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-5 py-3">
      {children}
    </div>
  )
}

type PanelProps = FrameProps & Omit<ComponentProps<typeof Primitive.Content>, keyof FrameProps>

/** A window over the page for one decision or one small form. */
export function DialogContent({ className, ...props }: PanelProps) {
  return (
    <Panel
      {...props}
      className={cn(
        'top-[12vh] left-1/2 max-h-[80vh] w-[calc(100vw-32px)] max-w-120 -translate-x-1/2 animate-rise',
        className
      )}
    />
  )
}

/** A panel at the right for what needs room and keeps the page in sight: adding, editing, details. */
export function SheetContent({ className, ...props }: PanelProps) {
  return (
    <Panel
      {...props}
      className={cn('inset-y-2 right-2 w-[calc(100vw-16px)] max-w-130 animate-slide', className)}
    />
  )
}

function Panel({ title, description, footer, children, className, ...props }: PanelProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={OVERLAY} />
      <Primitive.Content
        // Without a description there is nothing for it to point at.
        {...(description === undefined && { 'aria-describedby': undefined })}
        {...props}
        className={cn(
          'fixed z-50 flex flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-raised outline-none',
          className
        )}
      >
        <Header title={title} description={description} />
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        {footer !== undefined && <Footer>{footer}</Footer>}
        <CloseButton />
      </Primitive.Content>
    </Primitive.Portal>
  )
}
