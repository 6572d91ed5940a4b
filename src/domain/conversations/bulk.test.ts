import fc from 'fast-check'
import type { ConversationId, MemberId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant, plus } from '../shared/time.ts'
import { doBulk, type FactAct, factsOf, undoBulk } from './bulk.ts'
import { type Conversation, receive, startConversation } from './conversation.ts'

const now = instant('2026-11-23T09:00:00Z')
const [ana, luis] = ['ana' as MemberId, 'luis' as MemberId]
const free = { needs: [], promises: [], handovers: [] }
const to = { id: luis, role: 'member', endsAt: null } as const
const at = fc.option(
  fc.integer({ min: -500, max: 500 }).map((minutes) => plus(now, { minutes })),
  { nil: null },
)
const talk: fc.Arbitrary<Conversation> = fc
  .record({ closedAt: at, snoozedUntil: at, wokeAt: at, assigneeId: fc.constantFrom(ana, luis, null) })
  .map((facts) => ({
    ...startConversation({
      id: 'c' as ConversationId,
      reference: 'B1',
      siteId: 's' as SiteId,
      channel: 'email',
      arrivedAt: now,
    }),
    ...facts,
    closedBy: facts.closedAt && luis,
    snoozedBy: facts.snoozedUntil && luis,
  }))
const act: fc.Arbitrary<FactAct> = fc.oneof(
  fc.record({ kind: fc.constant('close' as const), promisesStayOpen: fc.boolean() }),
  fc.constant({ kind: 'reopen' as const }),
  fc.constant({ kind: 'snooze' as const, until: plus(now, { hours: 3 }) }),
  fc.constant({ kind: 'wake' as const }),
  fc.constantFrom(luis, null).map((memberId) => ({ kind: 'assign' as const, memberId })),
)
const done = (a: FactAct, c: Conversation) =>
  doBulk(a, c, free, ana, a.kind === 'assign' && a.memberId ? to : null, now)

describe('an act on many conversations', () => {
  it('taken back leaves each as it was', () => {
    fc.assert(
      fc.property(act, talk, (a, c) => {
        const next = done(a, c)
        if (isRefusal(next)) return
        expect(undoBulk(a.kind, next, true, factsOf(a.kind, c), factsOf(a.kind, next))).toEqual(c)
      }),
    )
  })

  it('taken back leaves what somebody changed since', () => {
    fc.assert(
      fc.property(act, act, talk, (a, b, c) => {
        const mine = done(a, c)
        const theirs = isRefusal(mine) ? mine : done(b, mine)
        if (isRefusal(mine) || isRefusal(theirs)) return
        const back = undoBulk(a.kind, theirs, true, factsOf(a.kind, c), factsOf(a.kind, mine))
        const touched = JSON.stringify(factsOf(a.kind, mine)) !== JSON.stringify(factsOf(a.kind, theirs))
        if (touched) expect(back).toEqual({ refused: 'changed_meanwhile' })
        else expect(back).toEqual({ ...theirs, ...factsOf(a.kind, c) })
      }),
    )
  })

  it('taken back keeps an answer that came in since', () => {
    const [c] = fc.sample(
      talk.filter((t) => !t.closedAt && !t.snoozedUntil),
      1,
    )
    const next = done({ kind: 'close', promisesStayOpen: false }, c!) as Conversation
    const answered = receive(next, plus(now, { minutes: 1 }), false)
    const back = undoBulk('close', answered, false, factsOf('close', c!), factsOf('close', next))
    expect(back).toEqual({ ...c, lastInAt: plus(now, { minutes: 1 }) })
  })

  it('taken back puts nothing away that they wrote since', () => {
    fc.assert(
      fc.property(act, talk, (a, c) => {
        const mine = done(a, c)
        if (isRefusal(mine)) return
        const wrote = receive(mine, plus(now, { minutes: 1 }), false)
        const back = undoBulk(a.kind, wrote, false, factsOf(a.kind, c), factsOf(a.kind, mine))
        if (isRefusal(back) || wrote.closedAt) return
        expect(back).toMatchObject({ closedAt: null, snoozedUntil: wrote.snoozedUntil })
      }),
    )
  })

  it('is held by what holds a hand: a need nobody accounted for, a closed one put to sleep', () => {
    const [c] = fc.sample(
      talk.filter((t) => !t.closedAt),
      1,
    )
    const closed = done({ kind: 'close', promisesStayOpen: false }, c!) as Conversation
    expect(done({ kind: 'close', promisesStayOpen: false }, closed)).toEqual({
      refused: 'conversation_closed',
    })
    expect(done({ kind: 'snooze', until: plus(now, { hours: 1 }) }, closed)).toEqual({
      refused: 'conversation_closed',
    })
    expect(done({ kind: 'snooze', until: now }, c!)).toMatchObject({ refused: 'snooze_in_past' })
  })
})
