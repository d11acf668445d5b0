import { createContext, use } from 'react'

/** Leads to a message by its number, unfolding the history where it is folded. */
export type Jump = (number: number) => void

export const JumpContext = createContext<Jump>(() => undefined)

/** The way to another message of the conversation that one is in. */
export function useJump(): Jump {
  return use(JumpContext)
}

/** The element that a message is in. */
export function turnElementId(number: number): string {
  return `turn-${number}`
}

/** Brings a message into sight and puts the focus on it. false where it is not on the page. */
export function goToTurn(number: number): boolean {
  const turn = document.getElementById(turnElementId(number))
  if (turn === null) return false
  turn.scrollIntoView({ block: 'start' })
  turn.focus({ preventScroll: true })
  return true
}
