import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { listPeople } from '../../contract/people.ts'
import { reading } from '../api/queries.ts'

/** One of the people a search finds. */
export type FoundPerson = ReplyOf<typeof listPeople>['items'][number]

/** How much one must type before anybody is looked for. */
export const SHORTEST = 2

/** Who is found by what was typed, as the finder asks for it. */
export function lookUp(text: string) {
  return reading(listPeople, { query: { q: text.trim(), limit: 5 } })
}

/** Whom typed words mean: the only one they find, one of several, or nobody we know. */
export type Meant = { person: FoundPerson } | 'several' | 'nobody'

/** Whom words mean that find these people. */
export function meantBy([person, ...others]: readonly FoundPerson[]): Meant {
  if (!person) return 'nobody'
  return others.length === 0 ? { person } : 'several'
}

/** Gives a function that tells whom typed words mean; without a line to the server it is nobody we know. */
export function useWhoIsMeant(): (text: string) => Promise<Meant> {
  const queryClient = useQueryClient()
  return useCallback(
    async (text) => {
      if (text.trim().length < SHORTEST) return 'nobody'
      const found = await queryClient.fetchQuery({ ...lookUp(text), retry: false }).catch(() => null)
      return meantBy(found?.items ?? [])
    },
    [queryClient],
  )
}

/** Tells whether typed words can be somebody's name; a plate, a number or an address names nobody. */
export function looksLikeName(text: string): boolean {
  return /\p{L}/u.test(text) && !/[\p{N}@]/u.test(text)
}
