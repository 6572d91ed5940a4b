import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, personRef, shownId } from './shared.ts'

/** One line of Today: for whom, what, by when, and why it stands where it stands (codes of `words`, with values). */
export const todayItem = z
  .object({
    key: z.string(),
    kind: z.enum([
      'arrival',
      'conversation',
      'promise',
      'update',
      'handover',
      'woken',
      'next_contact',
      'loose_end',
      'to_look_at',
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
    handoverId: shownId('handover').nullable(),
    telephone: z.string().nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'TodayItem' })

export const readToday = endpoint({
  name: 'readToday',
  summary: 'Who needs us now, and next',
  method: 'get',
  path: '/today',
  access: 'conversations.read',
  reply: z.object({
    now: instant,
    groups: z.object({ now: z.array(todayItem), next: z.array(todayItem), moment: z.array(todayItem) }),
    expected: z.array(z.object({ person: personRef, at: instant, what: z.string() })),
  }),
})
