import { createContext, use } from 'react'
import type { GiveTo, Unnamed } from '../goodwill/give/use-left.ts'

/** What every screen can ask of the shell around it. */
export type ShellActs = {
  openPalette: () => void
  openKeys: () => void
  /** opens what one was told over the screen */
  openNotices: () => void
  /** opens "Log a call" over the screen; absent for those who may not */
  logCall: (() => void) | undefined
  /** opens "Someone is here" over the screen; absent for those who may not */
  someoneIsHere: (() => void) | undefined
  /** opens a conversation one begins oneself; absent for those who may not */
  writeToSomebody: (() => void) | undefined
  /** opens "Make it right" over the screen: for somebody, for nobody yet (null), or for whom the screen shows; absent for those who may not */
  makeRight: ((to?: GiveTo | Unnamed | null) => void) | undefined
  signOut: () => void
}

const ActsContext = createContext<ShellActs | null>(null)
export const ShellActsProvider = ActsContext

/** The acts of the shell: search, keys, log a call, someone is here, sign out. */
export function useShellActs(): ShellActs {
  const acts = use(ActsContext)
  if (acts === null) throw new Error('these acts are known inside the staff shell')
  return acts
}
