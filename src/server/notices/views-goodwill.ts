import { mayRead } from '../../domain/conversations/conversation.ts'
import { ANSWER_MINUTES } from '../../domain/goodwill/asking.ts'
import type { AskAround, GoodwillAround } from '../../domain/notices/told-goodwill.ts'
import type { Id, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { listMembers } from '../accounts/store.ts'
import { listSensitive } from '../conversations/store-leavers.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import type { LoggedEvent } from '../events/log.ts'
import { lookersOfEach } from '../goodwill/views-lookers.ts'
import type { StoredNotice } from './store.ts'
import * as store from './store-goodwill.ts'

/** What of goodwill stands behind an event, as it is now. */
export async function goodwillAround(db: Reader, now: Instant, event: LoggedEvent): Promise<GoodwillAround> {
  const gestureId = event.subjects.gestureId as Id<'gesture'> | undefined
  const given = gestureId && event.kind === 'gesture.given' && event.data.by !== 'own'
  const found = given ? await store.findGivenAt(db, gestureId) : null
  const lookers = found ? (await lookersOfEach(db, [found], now)).get(found.id)! : []
  return {
    ask: await askAround(db, event, gestureId),
    gestureId: gestureId ?? null,
    madeBy: found?.madeBy ?? null,
    lookers,
    unread: await unreadBy(db, event, [...lookers, ...(event.memberId ? [event.memberId] : [])]),
    memberId: event.memberId,
  }
}

/** Who of these may not read the conversation of an event. */
async function unreadBy(db: Reader, { conversationId }: LoggedEvent, ids: readonly MemberId[]) {
  if (!conversationId || ids.length === 0) return []
  const talk = (await listSensitive(db, [conversationId])).get(conversationId)
  if (!talk) return []
  const members = (await listMembers(db)).filter((m) => ids.includes(m.id))
  return members.filter((m) => !mayRead(talk, m, talk.helpers)).map((m) => m.id)
}

async function askAround(
  db: Reader,
  { kind, promiseId }: LoggedEvent,
  gestureId: Id<'gesture'> | undefined,
): Promise<AskAround | null> {
  const asks = kind.startsWith('authority.') || kind === 'gesture.given'
  const of = promiseId ? { promiseId: promiseId as PromiseId } : gestureId && asks ? { gestureId } : null
  const ask = of && (await store.findAskOf(db, of))
  if (!ask) return null
  const promise = promiseId === null ? null : ask.toAsker ? 'to_asker' : 'to_customer'
  const firstDue = plus(ask.askedAt, { minutes: ANSWER_MINUTES })
  const { id, askedBy, asked } = ask
  return { id, askedBy, asked, open: ask.settledAt === null, firstDue, promise }
}

/**
 * Gives what a notice shows of what it is about; null where it is not about goodwill. What was said of a sensitive conversation the
 * viewer may not read is left out, but to who is or was asked for a yes.
 */
export async function aboutGoodwill(
  db: Reader,
  notices: readonly Pick<StoredNotice, 'data'>[],
  viewer: Viewer,
) {
  const ids = (of: string) => [
    ...new Set(notices.flatMap(({ data }) => (typeof data[of] === 'string' ? [data[of]] : []))),
  ]
  const found = await store.listAbout(db, {
    asks: ids('yes') as Id<'authority_ask'>[],
    gestures: ids('gesture') as Id<'gesture'>[],
    frictions: ids('friction') as Id<'friction'>[],
    causes: ids('cause') as Id<'cause'>[],
  })
  const talks = await listReadable(
    db,
    [...found.values()].map((about) => about.within),
    viewer,
  )
  return ({ data }: Pick<StoredNotice, 'data'>) => {
    const about = found.get(String(data.yes ?? data.gesture ?? data.friction ?? data.cause))
    if (!about) return null
    const { kind, minor, currency, name, within } = about
    const words = within === null || talks.has(within) ? about.words : null
    const money = minor === null || currency === null ? null : { minor, currency }
    return { kind, money, name, words }
  }
}
