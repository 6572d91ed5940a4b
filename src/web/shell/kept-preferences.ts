/** What one changed here: until the server has it, and for pages that began before it had. */
type Changed = { part: Record<string, unknown>; n: number; keptAt: number | null }

/** What keeping stands on. */
export type KeepingGround = {
  /** Where this browser keeps things. @throws where it keeps nothing */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>
  /** Tells the server. @throws what `isNo` judges */
  readonly send: (part: Record<string, unknown>) => Promise<unknown>
  /** Tells whether an error is the server's no, which asking again does not change. */
  readonly isNo: (error: unknown) => boolean
  /** The clock of this machine (ms). */
  readonly now: () => number
  /** When this page began to load (ms): what it knows from the server is not older. */
  readonly began: number
}

const PLACE = 'servus.preferences-changed'

/**
 * Keeps what a member changes on this machine for their other ones: the changed part alone, one after the other, and again on the
 * next page where it did not arrive. What the server tells meanwhile is older than what was changed here, also in another window.
 */
export function openKeeping({ storage, send, isNo, now, began }: KeepingGround) {
  const placeOf = (memberId: string) => `${PLACE}.${memberId}`
  const underWay = new Map<string, Promise<void>>()
  // What a browser would not keep (private, or full) stands for as long as the page does.
  const unkept = new Map<string, Changed>()
  const read = (memberId: string): Changed | null => {
    const here = unkept.get(memberId)
    if (here) return here
    try {
      return JSON.parse(storage().getItem(placeOf(memberId)) ?? 'null')
    } catch {
      return null
    }
  }
  const write = (memberId: string, changed: Changed) => {
    try {
      storage().setItem(placeOf(memberId), JSON.stringify(changed))
      unkept.delete(memberId)
    } catch {
      unkept.set(memberId, changed)
    }
  }
  const sendAll = async (memberId: string) => {
    for (;;) {
      const changed = read(memberId)
      if (!changed || changed.keptAt !== null) return
      try {
        await send(changed.part)
      } catch (error) {
        if (!isNo(error)) return
      }
      const since = read(memberId)
      if (since?.n !== changed.n) continue
      write(memberId, { ...changed, keptAt: now() })
    }
  }
  /** Sends what the server does not have yet. */
  const flush = (memberId: string): Promise<void> => {
    const going = underWay.get(memberId) ?? sendAll(memberId).finally(() => underWay.delete(memberId))
    underWay.set(memberId, going)
    return going
  }
  return {
    flush,
    /** Something was changed here. */
    changed: (memberId: string, part: Record<string, unknown>): Promise<void> => {
      const before = read(memberId)
      const former = before && before.keptAt === null ? before.part : {}
      write(memberId, { part: { ...former, ...part }, n: (before?.n ?? 0) + 1, keptAt: null })
      return flush(memberId)
    },
    /** What the server told when this page began, with what was changed here and it could not know. */
    over: <P extends object>(memberId: string, told: P): P => {
      const changed = read(memberId)
      const isNewer = changed && (changed.keptAt === null || changed.keptAt >= began)
      return isNewer ? { ...told, ...changed.part } : told
    },
  }
}
