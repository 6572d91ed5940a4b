import { useEffect } from 'react'
import { beginMailSignIn } from '../../../contract/mail-sign-in.ts'
import { useAct } from '../../api/queries.ts'

/** Sends whoever presses to the provider of a mailbox, to sign it in there. */
export function useSignIn() {
  const act = useAct(beginMailSignIn, { onSuccess: ({ url }) => window.location.assign(url) })
  const { reset } = act
  // Who comes back by the browser's arrow finds the page as it was left: on its way.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => persisted && reset()
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [reset])
  return act
}
