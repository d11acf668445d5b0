import type { ReactNode } from 'react'

/** A key to press. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs text-faint">
      {children}
    </kbd>
  )
}

/** Whether this is a Mac, whose shortcuts are written with the command key. */
export const IS_MAC = /Mac/.test(navigator.userAgent)
