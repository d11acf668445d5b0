import { LoaderCircle } from 'lucide-react'
import { cn } from './cn.ts'

/** Something is under way; whoever shows it says in words what. */
export function Spinner({ className }: { readonly className?: string }) {
  return (
    <LoaderCircle aria-hidden className={cn('size-3.5 animate-spin motion-reduce:animate-none', className)} />
  )
}
