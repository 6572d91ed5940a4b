import type { QueryClient } from '@tanstack/react-query'

/** Readings that carry the mark of the breaks they were read under. */
const CARRY = new Set<unknown>(['readToday', 'readAhead'])

/**
 * Compares the mark the live line tells with those of readings. Each function tells whether to read anew: `heard` of what the line
 * says, with the marks of what stands there already; `read` of a reading that just came. No mark has anything read anew twice, for
 * the line may be a moment behind.
 */
export function compareCover(): {
  readonly heard: (mark: string, stands: readonly string[]) => boolean
  readonly read: (mark: string) => boolean
} {
  let line: string | undefined
  let told = false
  return {
    heard: (mark, stands) => {
      if (mark === line) return false
      // What carries no mark was read under the one before.
      told = line !== undefined || stands.some((s) => s !== mark)
      line = mark
      return told
    },
    read: (mark) => {
      if (line === undefined || told || mark === line) return false
      told = true
      return true
    },
  }
}

/** Has `tell` called when breaks are something else to the one who looks than what stands on their screens says. */
export function followCover(queryClient: QueryClient, tell: () => void) {
  const cover = compareCover()
  const cache = queryClient.getQueryCache()
  const markOf = (data: unknown) => (data as { cover?: string } | undefined)?.cover
  const end = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || !CARRY.has(event.query.queryKey[0]))
      return
    const mark = markOf(event.query.state.data)
    if (mark !== undefined && cover.read(mark)) tell()
  })
  return {
    heard: (mark: string) => {
      const stand = cache.findAll({ predicate: (query) => CARRY.has(query.queryKey[0]) })
      if (
        cover.heard(
          mark,
          stand.flatMap((query) => markOf(query.state.data) ?? []),
        )
      )
        tell()
    },
    end,
  }
}
