import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readCustomerPage } from '../../contract/contact.ts'
import { readSwitches } from '../../contract/door.ts'
import { keyOf } from '../api/queries.ts'

/** How soon a line that was refused is asked for again (ms). */
const AGAIN = 10_000

/** Holds the line over which the page hears that there is something new on it. Tells whether the line stands. */
export function usePageLine(token: string): boolean {
  const queryClient = useQueryClient()
  const [stands, setStands] = useState(false)
  useEffect(() => {
    const look = () => {
      for (const part of [readCustomerPage, readSwitches])
        void queryClient.invalidateQueries({ queryKey: keyOf(part, { params: { token } }) })
    }
    let source: EventSource
    let timer: number | undefined
    const open = () => {
      source = new EventSource(`/api/public/page/${encodeURIComponent(token)}/live`)
      source.addEventListener('ready', () => {
        setStands(true)
        // Whatever was missed while the line was gone, or between the first reading and the line.
        look()
      })
      source.addEventListener('news', look)
      source.addEventListener('gone', () => {
        source.close()
        look()
      })
      source.addEventListener('error', () => {
        setStands(false)
        // The browser opens a line that broke by itself; not one that was refused, as by a server that just starts.
        if (source.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN)
      })
    }
    open()
    return () => {
      window.clearTimeout(timer)
      source.close()
    }
  }, [queryClient, token])
  return stands
}
