import type { EventData, EventKind } from '../shared/events.ts'
import type { MemberId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import type { NoticeKind } from './notice.ts'

/** An ask for a yes, as it stands now, and what the promise an event is about is to it. */
export type AskAround = {
  readonly id: string
  readonly askedBy: MemberId
  readonly asked: readonly MemberId[]
  readonly open: boolean
  /** By when an answer was promised first, and a word to whom it is for. */
  readonly firstDue: Instant
  readonly promise: 'to_asker' | 'to_customer' | null
}

/** What of goodwill stands behind an event. */
export type GoodwillAround = {
  readonly ask?: AskAround | null
  readonly gestureId?: string | null
  /** Who gave or asked for what was given, and who looks at it if it went beyond a limit. */
  readonly madeBy?: MemberId | null
  readonly lookers?: readonly MemberId[]
  /** Who of those it is told to may not read its conversation. */
  readonly unread?: readonly MemberId[]
  /** Whose rule or cause it is now, or who is answered. */
  readonly memberId: MemberId | null
}

/** Somebody who hears of goodwill. `hides`: what of the event does not stand in the notice: who hears may not be able to read it. */
export type HearsOf = {
  readonly memberId: MemberId
  readonly kind: NoticeKind
  readonly data: EventData
  readonly hides?: 'conversation' | 'all'
}

/** The kinds of events of goodwill somebody is told of. */
export const GOODWILL_TOLD_OF = [
  'authority.asked',
  'authority.passed',
  'authority.allowed',
  'authority.refused',
  'authority.withdrawn',
  'authority.unanswered',
  'gesture.given',
  'friction.noted',
  'friction.answered',
  'friction.withdrawn',
  'cause.opened',
] as const satisfies readonly EventKind[]

/**
 * Who hears of goodwill: whoever is asked for a yes, whoever asked of the answer, those asked that there is nothing to decide any
 * more; who answers for a rule, whom a rule was in the way of, who sees to a cause, who looks at what was given (S3-09, S1-08).
 */
export function hearersOfGoodwill(
  kind: EventKind,
  data: EventData,
  around: GoodwillAround,
): readonly HearsOf[] {
  const { ask, memberId, lookers = [] } = around
  const tell = (
    to: readonly (MemberId | null)[],
    notice: NoticeKind,
    more: EventData,
    hides?: HearsOf['hides'],
  ): HearsOf[] =>
    [...new Set(to)].flatMap((id) =>
      id ? [{ memberId: id, kind: notice, data: more, ...(hides ? { hides } : {}) }] : [],
    )
  const ofAsk = (to: readonly (MemberId | null)[], notice: NoticeKind, as: string) =>
    ask ? tell(to, notice, { yes: ask.id, as, from: ask.askedBy }, 'conversation') : []
  // What comes from somebody else than the one who asked, is said by whoever did it.
  const answered = (as: string) =>
    ask ? tell([ask.askedBy], 'yes_answered', { yes: ask.id, as }, 'conversation') : []
  // Who may not read the conversation hears of it all the same, and neither of whom nor where.
  const telling = (to: readonly (MemberId | null)[], notice: NoticeKind, more: EventData) =>
    [...new Set(to)].flatMap((id) =>
      tell([id], notice, more, id && around.unread?.includes(id) ? 'all' : undefined),
    )
  const looked = (to: readonly MemberId[]) =>
    telling(to, 'learn', { gesture: around.gestureId ?? null, as: 'look', from: around.madeBy ?? null })
  switch (kind) {
    case 'authority.asked':
      return ask?.open ? ofAsk([memberId], 'yes_asked', 'asked') : []
    case 'authority.passed':
      return ask?.open ? ofAsk([memberId], 'yes_asked', 'passed') : []
    case 'authority.allowed':
      return answered('granted')
    case 'authority.refused':
      return answered('refused')
    case 'authority.unanswered':
      return ask?.open ? answered('unanswered') : []
    case 'authority.withdrawn':
      return ofAsk(ask?.asked ?? [], 'yes_settled', 'withdrawn')
    case 'gesture.given': {
      if (data.by === 'own') return []
      if (data.by !== 'emergency') return looked(lookers)
      // Who was asked hears of it once: that there is nothing to decide any more.
      const asked = ask?.asked ?? []
      return [
        ...ofAsk(asked, 'yes_settled', 'emergency'),
        ...looked(lookers.filter((id) => !asked.includes(id))),
      ]
    }
    case 'friction.noted':
      return telling([memberId], 'rule', { friction: data.friction ?? null, as: 'asked' })
    case 'friction.answered':
      return telling([memberId], 'rule', {
        ...{ friction: data.friction ?? null, as: 'answered' },
        answer: data.answer ?? null,
      })
    case 'cause.opened':
      // It is about no one person: the last of those it was given to has nothing to do with it.
      return tell([memberId], 'learn', { cause: data.cause ?? null, as: 'cause' }, 'all')
    default:
      return []
  }
}

/**
 * Tells whether the ask says already what happened to a promise made by it, so that nobody is told twice: that an answer is owed, passed
 * on and given, and to whoever asked, as they ask, that they owe a word within minutes.
 */
export function isSaidByAsk(
  event: { readonly kind: EventKind; readonly actorId: string | null; readonly data: EventData },
  ask: AskAround | null | undefined,
  ownerId: MemberId | null,
): boolean {
  if (!ask?.promise) return false
  if (ask.promise === 'to_customer')
    return event.kind === 'promise.alerted' && event.data.to === ownerId && event.data.due === ask.firstDue
  switch (event.kind) {
    case 'promise.made':
    case 'promise.alerted':
      return true
    case 'promise.reassigned':
      return event.actorId === null && !event.data.leaver
    case 'promise.kept':
    case 'promise.released':
      return !ask.open
    default:
      return false
  }
}

/** What an event settles: by which name notices belong to it, and who needs to read them no more. */
export function settledBy(
  {
    kind,
    actorId,
    data,
  }: { readonly kind: EventKind; readonly actorId: string | null; readonly data: EventData },
  { ask, memberId }: GoodwillAround,
): { readonly by: 'yes' | 'friction'; readonly id: string; readonly members: readonly MemberId[] } | null {
  switch (kind) {
    case 'authority.allowed':
    case 'authority.refused':
    case 'authority.withdrawn':
    case 'gesture.given':
      return ask ? { by: 'yes', id: ask.id, members: ask.asked } : null
    case 'friction.answered':
      return typeof data.friction === 'string' && actorId
        ? { by: 'friction', id: data.friction, members: [actorId as MemberId] }
        : null
    case 'friction.withdrawn':
      return typeof data.friction === 'string' && memberId
        ? { by: 'friction', id: data.friction, members: [memberId] }
        : null
    default:
      return null
  }
}
