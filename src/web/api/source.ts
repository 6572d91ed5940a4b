import { changePreferences, readSession } from '../../contract/accounts.ts'
import { countConversations } from '../../contract/conversations.ts'
import { search } from '../../contract/search.ts'
import { Confirm } from '../accounts/Confirm.tsx'
import { DemoBar } from '../demo/DemoBar.tsx'
import { stopPushHere } from '../notices/push.ts'
import type { ShellSource } from '../shell/source.ts'
import { call, ownHeaders, problemOf } from './call.ts'
import { Live } from './live.tsx'
import { forgetRead } from './read-here.ts'

/** What the shell shows, from the server. */
export const apiSource: ShellSource = {
  readSession: () => call(readSession),
  readCounts: async () => {
    const counts = await call(countConversations)
    return { inbox: counts.waiting, counter: counts.atCounter, promises: counts.promisesDue }
  },
  signOut: async () => {
    // Whoever sits here next is told nothing of theirs.
    await stopPushHere().catch(() => {})
    const headers = ownHeaders()
    headers.set('content-type', 'application/json')
    const reply = await fetch('/api/auth/sign-out', { method: 'POST', headers, body: '{}' })
    if (reply.status === 401) throw problemOf(reply.status, await reply.json().catch(() => null))
    forgetRead()
    const { outbox } = await import('./waits.ts')
    outbox.clear()
  },
  search: async (words, signal) => {
    const { people, items } = await call(search, { query: { q: words, limit: 5 } }, signal)
    return [
      ...people.map((p) => ({
        id: p.id,
        kind: 'person' as const,
        title: p.name,
        detail: p.found ?? [...p.handles, ...p.things].slice(0, 2).join(' · '),
        href: `/people/${p.id}`,
      })),
      ...items.map((hit) => ({
        id: hit.conversation.id,
        kind: 'conversation' as const,
        title: [hit.conversation.person?.name, hit.conversation.subject].filter(Boolean).join(' · '),
        detail: hit.excerpt,
        href: `/conversations/${hit.conversation.id}?view=all`,
      })),
    ]
  },
  keepPreferences: (part) => call(changePreferences, { body: part }),
  DemoBar,
  Confirm,
  Live,
}
