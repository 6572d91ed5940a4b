import { useMessages, useTranslations } from 'use-intl'
import type { Message } from '../talk.ts'

/** Gives a function that says in one readable line why a message was filed where it is; null for a reason without words. */
export function useWhyHere(): (why: NonNullable<Message['whyHere']>) => string | null {
  const t = useTranslations('conversations.whyHere')
  const known = useMessages().conversations.whyHere
  return ({ code, values }) => {
    if (!(code in known)) return null
    return t(code as keyof typeof known, values)
  }
}
