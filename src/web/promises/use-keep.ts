import { useTranslations } from 'use-intl'
import { keepPromise, listPromises, readPromise, undoKeep } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { shows, showsItem } from '../api/at-once.ts'
import { useAct } from '../api/queries.ts'
import { useClock } from '../ui/clock.tsx'
import { say, unsay } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'

function promiseShows(id: string, as: (promise: PromiseShown) => PromiseShown) {
  const params = { promiseId: id as PromiseShown['id'] }
  return [shows(readPromise, { params }, as), showsItem(listPromises, id, as)]
}

/** Keeps a promise in one press: it stands there as kept at once, says so, and can be taken back. */
export function useKeep(): (promise: PromiseShown) => void {
  const t = useTranslations('promises')
  const { now } = useClock()
  const keep = useAct(keepPromise, {
    shows: ({ params }) =>
      promiseShows(params.promiseId, (p) => ({ ...p, state: p.due < now ? 'kept_late' : 'kept' })),
  })
  const undo = useAct(undoKeep)
  return (promise) => {
    const params = { promiseId: promise.id }
    const kept = keep.mutateAsync({ params, body: { version: promise.version } })
    const id = say({
      words: t(keptWords(promise.to), { name: firstName(promise.to.name) }),
      undo: () => void kept.then(({ version }) => undo.mutate({ params, body: { version } })),
    })
    kept.catch(() => unsay(id))
  }
}

function keptWords({ kind, hasPage }: PromiseShown['to']) {
  return kind === 'member' ? 'keptForColleague' : hasPage ? 'keptSaid' : 'keptUnseen'
}
