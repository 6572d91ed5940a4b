import { z } from 'zod'
import { GESTURE_KINDS } from '../domain/goodwill/gesture.ts'
import { endpoint } from './endpoint.ts'
import { instant, localDate, personRef, shownId } from './shared.ts'

/** One line of Today: for whom, what, by when, and why it stands where it stands (codes of `words`, with values). */
export const todayItem = z
  .object({
    key: z.string(),
    kind: z.enum([
      'arrival',
      'greeted',
      'conversation',
      'promise',
      'owed',
      'update',
      'not_told',
      'handover',
      'asked',
      'asked_back',
      'stands_in',
      'woken',
      'next_contact',
      'expected',
      'ask',
      'loose_end',
      'to_look_at',
      'yes_asked',
      'yes_answered',
      'may_help',
      'rule_asked',
      'cause',
      'given',
    ]),
    person: personRef.nullable(),
    /** For a promise between colleagues. */
    colleague: z.string().nullable(),
    what: z.string(),
    why: z.array(
      z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
    ),
    at: instant.nullable(),
    care: z.enum(['none', 'wait', 'late']),
    conversationId: shownId('conversation').nullable(),
    promiseId: shownId('promise').nullable(),
    /** The version of the promise the line is about, so that it can be kept from there. */
    promiseVersion: z.number().int().nullable(),
    handoverId: shownId('handover').nullable(),
    nextContactId: z.string().nullable(),
    /** Of goodwill: what the line opens (empty: several), with which version it can be answered from there, and what is to be given. */
    gift: z
      .object({
        id: z.string(),
        version: z.number().int().nullable(),
        kind: z.enum(GESTURE_KINDS).nullable(),
        money: z.object({ minor: z.number().int(), currency: z.string() }).nullable(),
      })
      .nullable(),
    telephone: z.string().nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'TodayItem' })

/** What more there is of a sort than stands there; the number is null where not all of it may be read or counted. */
const more = z.object({
  group: z.enum(['now', 'next', 'moment']),
  /** Who waits for an answer; late, or soon due, of one's own; of those one stands in for; loose ends; rules to answer for; causes to mend. */
  of: z.enum(['waiting', 'late', 'soon', 'stands_in', 'loose', 'rules', 'causes']),
  count: z.number().int().nullable(),
})

/** The mark of the breaks under which this was read: the live line tells it too (`cover`), and another one means to read anew. */
const cover = z.string()

export const readToday = endpoint({
  name: 'readToday',
  summary: 'Who needs us now, and next',
  method: 'get',
  path: '/today',
  access: 'conversations.read',
  reply: z.object({
    now: instant,
    /** Whoever rests is offered nothing: everything else is empty (S2-25). */
    onBreak: z.boolean(),
    cover,
    groups: z.object({ now: z.array(todayItem), next: z.array(todayItem), moment: z.array(todayItem) }),
    more: z.array(more),
    expected: z.array(
      z.object({
        /** What may be said to have taken place, or not; null where those who look may not settle it. */
        nextContactId: z.string().nullable(),
        person: personRef,
        at: instant,
        what: z.string(),
        /** Their moment has passed, and they have not come. */
        late: z.boolean(),
      }),
    ),
    /** What a workspace that has just begun still lacks and the one who asks may add; empty once done, and while anybody waits. */
    nextSteps: z.array(z.enum(['mailbox', 'history', 'colleague', 'form', 'authority'])),
  }),
})
export const readAhead = endpoint({
  name: 'readAhead',
  summary: 'What falls on each of the next seven days of one’s site; nothing during a break',
  method: 'get',
  path: '/today/ahead',
  access: 'conversations.read',
  reply: z.object({
    now: instant,
    onBreak: z.boolean(),
    cover,
    days: z.array(z.object({ date: localDate, lines: z.array(todayItem), more: z.array(more) })),
  }),
})
