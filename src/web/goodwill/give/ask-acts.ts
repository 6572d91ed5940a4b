import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import {
  grantAuthorityAsk,
  useEmergency as helpOneself,
  type readAuthorityAsk,
  withdrawAuthorityAsk,
} from '../../../contract/goodwill.ts'
import { keepPromise, readPromise, undoKeep } from '../../../contract/promises.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Money } from '../../../domain/shared/money.ts'
import { reading, useAct } from '../../api/queries.ts'
import { beginReply } from '../../conversations/composer/begin-reply.ts'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from '../say-given.ts'

export type AskShown = ReplyOf<typeof readAuthorityAsk>

/** What one can do with an ask: say yes, help oneself, need it no more. */
export function useAskActs(ask: AskShown) {
  const t = useTranslations('goodwill.asks')
  const name = firstName(ask.gesture.person.name)
  const asker = firstName(ask.askedBy.name)
  const grant = useAct(grantAuthorityAsk, { onSuccess: () => say({ words: t('allowed', { asker, name }) }) })
  const help = useAct(helpOneself, { onSuccess: () => say({ words: t('helped', { name }) }) })
  const withdraw = useAct(withdrawAuthorityAsk, { onSuccess: () => say({ words: t('withdrawn', { name }) }) })
  const act = { params: { askId: ask.id }, body: { version: ask.version } }
  return {
    grant: () => grant.mutate(act),
    help: (money?: Money) => help.mutate({ ...act, body: { ...act.body, ...(money && { money }) } }),
    withdraw: () => withdraw.mutate(act),
    busy: grant.isPending || help.isPending || withdraw.isPending,
  }
}

/** Tells whom it is for: in a reply with the words one may say, or that they know already, by which the promise to them is kept. */
export function useTellThem(ask: AskShown) {
  const t = useTranslations('goodwill.asks')
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const sayGiven = useSayGiven()
  const params = { promiseId: ask.customerPromiseId }
  const undo = useAct(undoKeep)
  // Said also once the line has moved to another list.
  const keep = useAct(keepPromise, {
    onSuccess: (kept) =>
      void say({
        words: t('theyKnow', { name: firstName(ask.gesture.person.name) }),
        undo: () => undo.mutate({ params, body: { version: kept.version } }),
      }),
  })
  const talk = ask.gesture.conversation
  const words = ask.outcome === 'refused' ? (ask.why ?? '') : t('tellYes', { what: sayGiven(ask.gesture) })
  const write = () => {
    if (!talk) return
    beginReply(talk.id, words, ask.customerWaits ? [ask.customerPromiseId] : [])
    void navigate({ to: '/conversations/$id', params: { id: talk.id }, search: {} })
  }
  const known = async () => {
    const { version } = await queryClient.fetchQuery({ ...reading(readPromise, { params }), staleTime: 0 })
    keep.mutate({ params, body: { version } })
  }
  return { words, write: talk ? write : undefined, known: () => void known(), busy: keep.isPending }
}
