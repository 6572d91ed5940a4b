import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type broughtImport, readImport } from '../../contract/imports.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { reading } from '../api/queries.ts'

export type Import = z.output<typeof broughtImport>
export type ImportId = Id<'import'>

/** How often an import that goes on is asked how far it is (ms); the live line tells it sooner. */
const ASKS = 2000

/** Tells whether an import goes on by itself. */
export function isUnderWay({ state }: Pick<Import, 'state'>): boolean {
  return state === 'checking' || state === 'running' || state === 'undoing'
}

/** One import, read again while it goes on. */
export function useImport(id: ImportId) {
  return useQuery({
    ...reading(readImport, { params: { importId: id } }),
    refetchInterval: ({ state }) => {
      const found = state.data as Import | undefined
      return found && isUnderWay(found) ? ASKS : false
    },
  })
}
