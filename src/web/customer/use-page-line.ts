import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readCustomerPage } from '../../contract/contact.ts'
import { readSwitches } from '../../contract/door.ts'
import { keyOf } from '../api/queries.ts'

/** Holds the line over which the page hears that there is something new on it. Tells whether the line stands. */
export function usePageLine(token: string): boolean {
  const queryClient = useQueryClient()
  const [stands, setStands] = useState(false)
  useEffect(() => {
    const look = () => {
      for (const part of [readCustomerPage, readSwitches])
        void queryClient.invalidateQueries({ queryKey: keyOf(part, { params: { token } }) })
    }
    const source = new EventSource(`/api/public/page/${encodeURIComponent(token)}/live`)
    let lost = false
    source.addEventListener('ready', () => {
      setStands(true)
      // Whatever was missed while the line was gone.
      if (lost) look()
      lost = false
    })
    source.addEventListener('news', look)
    source.addEventListener('gone', () => {
      source.close()
      look()
    })
    source.addEventListener('error', () => {
      lost = true
      setStands(false)
    })
    return () => source.close()
  }, [queryClient, token])
  return stands
}
