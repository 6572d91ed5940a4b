import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readConversation } from '../../contract/conversations.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { useSession } from '../shell/session.tsx'
import { chosenWorkspace } from './call.ts'
import { followCover } from './cover.ts'
import { setHere } from './here.ts'
import { countWaits, lineBack, lineLost } from './line.ts'
import { openOneLine } from './one-line.ts'
import { keyOf } from './queries.ts'
import { readAgain } from './read-again.ts'
import { leaveBehind, signedInHere } from './read-here.ts'
import type { Heard } from './relay.ts'
import { isTouched, type News } from './touched.ts'
import { setWhose } from './whose.ts'

/** How long news are gathered before screens are read anew (ms): a burst of events is one reading. */
const GATHER = 80

const fetchWaits = () => import('./waits.ts')

/** How long the line to live changes may be gone before it is said (ms). */
const GONE = 6_000

/** The line to live changes: hears what happened and has every screen that shows it read anew. Draws nothing. */
export function Live() {
  const queryClient = useQueryClient()
  const { member, position } = useSession()
  // Where the session stood that the first screens were read after; a later one leaves the line as it is.
  const [after] = useState(position)
  useEffect(() => {
    setWhose({
      memberId: member.id,
      titleOf: (id) => {
        const input = { params: { conversationId: id as never } }
        const talk = queryClient.getQueryData<ReplyOf<typeof readConversation>>(
          keyOf(readConversation, input),
        )
        return talk?.person?.name ?? talk?.subject ?? ''
      },
    })
    signedInHere(member.id)
    const stay = leaveBehind(member.id)
    // Fetched once the screen stands (see `useReadiness` in AppShell.tsx).
    let leave: (() => void) | null = () => {}
    const later = setTimeout(async () => {
      const fetched = await Promise.all([fetchWaits(), import('./last-read.ts')]).catch(() => null)
      if (!fetched || !leave) return
      const [{ idsOfWaiting }, { followRead }] = fetched
      leave = followRead(queryClient, member.id, idsOfWaiting)
    }, 1_500)
    return () => {
      stay()
      clearTimeout(later)
      leave?.()
      leave = null
      setWhose(null)
    }
  }, [queryClient, member.id])
  useEffect(() => {
    let gathered: News[] = []
    let timer: number | undefined
    let gone: number | undefined
    let lost = false
    const workspace = chosenWorkspace()
    const tell = () => {
      timer = undefined
      const news = gathered
      gathered = []
      readAgain(queryClient, (query) => isTouched(query.queryKey, news))
    }
    const gather = (...news: readonly News[]) => {
      gathered.push(...news)
      timer ??= window.setTimeout(tell, GATHER)
    }
    // Somebody began or ended a break: nothing is written down of it, only what stands on one's screens is another.
    const cover = followCover(queryClient, () => gather({ kind: 'cover.changed', subjects: {} }))
    const hear = (heard: Heard) => {
      if (heard.kind === 'news') gather(...heard.items)
      else if (heard.kind === 'cover') cover.heard(heard.mark)
      else if (heard.kind === 'here') {
        for (const conversationId of setHere(heard.here))
          void queryClient.invalidateQueries({
            queryKey: keyOf(readConversation, { params: { conversationId: conversationId as never } }),
          })
      } else if (heard.kind === 'lost') {
        lost = true
        gone ??= window.setTimeout(lineLost, GONE)
        // Who is where is not known any more.
        setHere({ present: [], drafts: [] })
        // Perhaps the server wants to hear no more of us: signed out elsewhere, or our time is over.
        if (heard.refused) void queryClient.invalidateQueries({ queryKey: ['counts'] })
      } else if (heard.kind === 'still') lineBack()
      else {
        window.clearTimeout(gone)
        gone = undefined
        lineBack()
        if (countWaits() > 0) void fetchWaits().then(({ sendWaiting }) => sendWaiting())
        // Whatever was missed while the line was gone, or was too much to be told.
        if (lost || heard.anew) void queryClient.invalidateQueries()
        lost = false
      }
    }
    const as = { as: member.id, ...(workspace ? { workspace } : {}) }
    const leave = openOneLine(
      {
        name: `servus.live.${new URLSearchParams(as)}`,
        after,
        address: (from) => `/api/live?${new URLSearchParams({ ...as, after: from })}`,
      },
      hear,
    )
    return () => {
      leave()
      cover.end()
      window.clearTimeout(timer)
      window.clearTimeout(gone)
    }
  }, [queryClient, member.id, after])
  return null
}
