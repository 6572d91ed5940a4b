import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readConversation } from '../../contract/conversations.ts'
import { chosenWorkspace } from './call.ts'
import { type Here, setHere } from './here.ts'
import { keyOf } from './queries.ts'
import { isTouched, type News } from './touched.ts'

/** How long news are gathered before screens are read anew (ms): a burst of events is one reading. */
const GATHER = 80

/** The line to live changes: hears what happened and has every screen that shows it read anew. Draws nothing. */
export function Live() {
  const queryClient = useQueryClient()
  useEffect(() => {
    let gathered: News[] = []
    let timer: number | undefined
    const workspace = chosenWorkspace()
    const source = new EventSource(`/api/live${workspace ? `?workspace=${workspace}` : ''}`)
    const tell = () => {
      timer = undefined
      const news = gathered
      gathered = []
      void queryClient.invalidateQueries({ predicate: (query) => isTouched(query.queryKey, news) })
    }
    source.addEventListener('news', (event) => {
      gathered.push(...(JSON.parse(event.data) as News[]))
      timer ??= window.setTimeout(tell, GATHER)
    })
    source.addEventListener('here', (event) => {
      for (const conversationId of setHere(JSON.parse(event.data) as Here))
        void queryClient.invalidateQueries({
          queryKey: keyOf(readConversation, { params: { conversationId: conversationId as never } }),
        })
    })
    let lost = false
    source.addEventListener('error', () => {
      lost = true
      // Who is where is not known any more.
      setHere({ present: [], drafts: [] })
      // The server wants to hear no more of us: signed out elsewhere, or our time is over.
      if (source.readyState === EventSource.CLOSED)
        void queryClient.invalidateQueries({ queryKey: ['counts'] })
    })
    source.addEventListener('ready', () => {
      // Whatever was missed while the line was gone.
      if (lost) void queryClient.invalidateQueries()
      lost = false
    })
    return () => {
      source.close()
      window.clearTimeout(timer)
    }
  }, [queryClient])
  return null
}
