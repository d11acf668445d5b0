import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient } from './client/api.ts'
import { useSignIn, watchSignIn } from './client/session.ts'
import { Shell } from './shell/shell.tsx'
import { SignInPage } from './shell/sign-in-page.tsx'
import { Toaster } from './ui/toaster.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

/** The window: signed in, its shell and pages; else the way to sign in. */
export function App() {
  const signIn = useSignIn()
  useEffect(watchSignIn, [])
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        {signIn.kind === 'in' ? <Shell /> : <SignInPage refusal={signIn.refusal} />}
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  )
}
