import { Link } from '@tanstack/react-router'
import { useMessages, useTranslations } from 'use-intl'
import type { Message } from '../talk.ts'

/** Why a message was filed where it is, in one readable line, with a link to the conversation it names; nothing where no reason has words. */
export function WhyHere({ why, here }: { why: Message['whyHere']; here: string }) {
  const t = useTranslations('conversations.whyHere')
  const known = useMessages().conversations.whyHere
  if (!why || !(why.code in known)) return null
  const named = why.conversation
  return t.rich(why.code as keyof typeof known, {
    ...why.values,
    known: named ? 'yes' : 'no',
    reference: named?.reference ?? '',
    who: why.values.who ?? '',
    ref: (reference) =>
      named && named.id !== here ? (
        <Link to="/conversations/$id" params={{ id: named.id }} title={named.subject}>
          {reference}
        </Link>
      ) : (
        reference
      ),
  })
}
