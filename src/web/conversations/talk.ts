import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import {
  listConversations,
  listMessages,
  readConversation,
  type views,
} from '../../contract/conversations.ts'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import type { RefusalCode } from '../../domain/shared/refusal.ts'
import { type Showing, showAtOnce, shows, showsItem } from '../api/at-once.ts'
import { paging, useAct } from '../api/queries.ts'
import { outbox } from '../api/waits.ts'
import { refusalCode } from '../shell/trouble.ts'
import { OVERTAKEN, useSayChanged } from './use-say-changed.ts'

/** One conversation with everything beside it but its messages. */
export type Talk = ReplyOf<typeof readConversation>
/** One conversation as a line of a list. */
export type TalkLine = ReplyOf<typeof listConversations>['items'][number]
export type Message = ReplyOf<typeof listMessages>['items'][number]
export type Address = Message['recipients']['to'][number]
export type View = (typeof views)[number]

type Pages<T> = { pages: { items: T[]; next: string | null }[]; pageParams: unknown[] }

/** What becomes of a conversation, where it is read and in every list. */
export function talkShows(id: string, patch: Partial<Talk>): readonly Showing[] {
  const params = { conversationId: id as Talk['id'] }
  return [
    shows(readConversation, { params }, (talk) => ({ ...talk, ...patch })),
    showsItem(listConversations, id, (line) => ({ ...line, ...patch })),
  ]
}

/** The acts on a conversation that are on their way, by its id. */
const underWay = new Map<string, Promise<unknown>>()

/** Does something once everything begun before on the same conversation is done: a reply, then its close, never the other way. */
function inTurn<T>(id: string, act: () => Promise<T>): Promise<T> {
  const before = underWay.get(id)
  const mine = before ? outbox.turn(before, id).then(act) : act()
  const forget = () => void (underWay.get(id) === mine && underWay.delete(id))
  underWay.set(id, mine)
  mine.then(forget, forget)
  return mine
}

type TalkActOptions = {
  quiet?: boolean | readonly RefusalCode[]
  onNo?: (error: unknown) => void
  /** there is no line: it waits in this browser */
  onKept?: () => void
}

/**
 * An act on a conversation that shows at once: `await act(input, { assignee })`. Gives the server's answer; null where it said
 * no, which is then said at the foot of the screen (or, if `quiet`, told to `onNo`) and taken back on it. Acts on one conversation reach the server in the order
 * in which they were done here; `first` is waited for before this one.
 */
export function useTalkAct<E extends Endpoint>(endpoint: E, id: string, options: TalkActOptions = {}) {
  const queryClient = useQueryClient()
  const { quiet = false, onNo, onKept } = options
  const sayChanged = useSayChanged(id)
  // Late: an act stays the same from one drawing to the next.
  const heed = useRef<(error: unknown) => void>(() => {})
  heed.current = (error) => {
    onNo?.(error)
    const overtaken = OVERTAKEN.find((code) => code === refusalCode(error))
    if (overtaken && quiet !== true && !(quiet || []).includes(overtaken)) void sayChanged(overtaken)
  }
  const ownWords = quiet === true || [...(quiet || []), ...OVERTAKEN]
  const { mutateAsync } = useAct(endpoint, { quiet: ownWords, goesBack: true, ...(onKept && { onKept }) })
  return useCallback(
    async (
      input: InputOf<E>,
      patch?: Partial<Talk>,
      first?: () => Promise<void>,
    ): Promise<ReplyOf<E> | null> => {
      const standing = patch && showAtOnce(queryClient, talkShows(id, patch))
      try {
        const reply = await inTurn(id, async () => {
          await first?.()
          return await mutateAsync(input)
        })
        standing?.done()
        return reply
      } catch (error) {
        standing?.failed()
        heed.current(error)
        return null
      }
    },
    [queryClient, mutateAsync, id],
  )
}

/** Where the pages of a thread are kept. */
export function threadKey(id: string) {
  return paging(listMessages, { params: { conversationId: id } }).queryKey
}

/** Puts a message at the end of a thread, or takes it away again. */
export function patchThread(
  queryClient: QueryClient,
  id: string,
  change: (items: Message[]) => Message[],
): void {
  const key = threadKey(id)
  void queryClient.cancelQueries({ queryKey: key })
  const data = queryClient.getQueryData<Pages<Message>>(key)
  if (!data) return
  // The newest page comes first.
  const pages = data.pages.map((p, n) => (n === 0 ? { ...p, items: change(p.items) } : p))
  queryClient.setQueryData(key, { ...data, pages })
}
