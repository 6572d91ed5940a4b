import type { ComponentType } from 'react'
import type { readSession } from '../../contract/accounts.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { Preferences } from './preferences.tsx'

/** How much waits behind a screen of the menu; a screen without a figure shows none. */
export type Counts = Partial<Record<'today' | 'inbox' | 'counter' | 'promises' | 'people', number>>

/** Something the search found. `href` is the address of its page. */
export type SearchHit = {
  id: string
  kind: 'person' | 'conversation' | 'promise'
  title: string
  /** why it was found; what was looked for is lit */
  detail?: string | readonly { text: string; lit: boolean }[]
  href: string
}

/** Where the shell gets what it shows. `main.tsx` hands it over, so that the shell knows no server. */
export type ShellSource = {
  readSession: () => Promise<ReplyOf<typeof readSession>>
  readCounts: () => Promise<Counts>
  signOut: () => Promise<void>
  search: (words: string, signal: AbortSignal) => Promise<readonly SearchHit[]>
  /** keeps how the app looks and listens, for the member's other machines too */
  keepPreferences: (part: Partial<Preferences>) => Promise<unknown>
  /** what stands in the slim bar of a demo workspace */
  DemoBar?: ComponentType
  /** asks who sits there before what reaches far */
  Confirm?: ComponentType
  /** runs as long as somebody is signed in: the line to live changes */
  Live?: ComponentType
}
