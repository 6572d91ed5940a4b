import { beginMailSignIn } from '../../../contract/mail-sign-in.ts'
import { useAct } from '../../api/queries.ts'

/** Sends whoever presses to the provider of a mailbox, to sign it in there. */
export function useSignIn() {
  return useAct(beginMailSignIn, { onSuccess: ({ url }) => window.location.assign(url) })
}
