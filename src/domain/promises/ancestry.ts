import type { PromiseId } from '../shared/ids.ts'
import type { CustomerPromise } from './promise.ts'

type Linked = Pick<CustomerPromise, 'id' | 'successorOf' | 'movedAt'>

/**
 * Promises as those they were made to know them: a moved promise and its successors are one, the earliest first. The
 * successor of a broken one is a promise of its own.
 */
export function ancestries<P extends Linked>(promises: readonly P[]): P[][] {
  const byId = new Map<PromiseId, P>(promises.map((p) => [p.id, p]))
  const moved = (p: P) => {
    const old = p.successorOf ? byId.get(p.successorOf) : undefined
    return old && old.movedAt !== null ? old : null
  }
  const followers = new Map(promises.flatMap((p) => (moved(p) ? [[moved(p)!.id, p] as const] : [])))
  return promises
    .filter((p) => !moved(p))
    .map((first) => {
      const line = [first]
      for (let next = followers.get(first.id); next; next = followers.get(next.id)) line.push(next)
      return line
    })
}
