import { useQuery } from '@tanstack/react-query'
import { listPageLinks } from '../../contract/contact.ts'
import { reading } from '../api/queries.ts'

/**
 * Whether somebody served has a link to their own page: without one nobody reads there what is promised. Until it is read it is
 * taken as it usually is; null is somebody nobody knows yet, who has none.
 */
export function useHasPage(personId: string | null | undefined): boolean {
  const { data } = useQuery({
    ...reading(listPageLinks, { params: { personId: (personId ?? '') as never } }),
    enabled: Boolean(personId),
  })
  return personId !== null && data?.items.some((link) => link.revokedAt === null) !== false
}
