import { amongUs } from '../../domain/promises/among-us.ts'
import { useSession } from '../shell/session.tsx'
import type { PromiseShown } from './by-day.ts'

/** Gives a function that says a promise's words of whom it was made to, by name; what was promised to oneself stays "you". */
export function useAmongUs(): (promise: Pick<PromiseShown, 'text' | 'to'>) => string {
  const { member } = useSession()
  return ({ text, to }) => (to.id === member.id ? text : amongUs(text, to.name))
}
