import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { redeemLoginLink } from './client/session.ts'
import { startI18n } from './i18n/start-i18n.ts'
import './styles.css'

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  await startI18n()
  // The session first: without it every question of the first page would be refused.
  await redeemLoginLink()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}

void start()
