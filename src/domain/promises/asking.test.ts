import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id, MemberId, PromiseId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { type Ask, acceptAsk, declineAsk, makeAsk, withdrawAsk } from './asking.ts'

const now = '2026-11-23T09:12:00.000Z' as Instant
const [ana, ben, mia] = ['ana', 'ben', 'mia'] as MemberId[] as [MemberId, MemberId, MemberId]
const making = {
  ...{ id: 'a' as Id<'ask'>, askedBy: ana, askedOf: ben, text: 'order the sensor' },
  ...{ wishedAs: null, wishedBy: null, conversationId: null },
}
const ask = makeAsk(making, now) as Ask

describe('asking a colleague [S3-24]', () => {
  it('refuses empty words, oneself, and a wish for what has passed', () => {
    expect(makeAsk({ ...making, text: '  ' }, now)).toMatchObject({ field: 'text' })
    expect(makeAsk({ ...making, askedOf: ana }, now)).toMatchObject({ field: 'askedOf' })
    expect(makeAsk({ ...making, wishedBy: now }, now)).toMatchObject({ refused: 'due_in_past' })
  })

  it('is declined with a reason only', () => {
    expect(declineAsk(ask, ben, ' ', now)).toMatchObject({ refused: 'reason_missing' })
    expect(declineAsk(ask, ben, 'Luis has the key', now)).toMatchObject({
      outcome: 'declined',
      why: 'Luis has the key',
    })
  })

  it('is settled once, by whose turn it is, and keeps its words whatever is tried', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('accept', 'decline', 'withdraw'), fc.constantFrom(ana, ben, mia)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(steps, (tries) => {
        let current = ask
        for (const [act, by] of tries) {
          const later = plus(now, { minutes: 1 })
          const next = {
            accept: () => acceptAsk(current, by, 'p' as PromiseId, later),
            decline: () => declineAsk(current, by, 'No time', later),
            withdraw: () => withdrawAsk(current, by, later),
          }[act]!()
          const allowed = current.outcome === null && by === (act === 'withdraw' ? ana : ben)
          expect(isRefusal(next)).toBe(!allowed)
          if (!isRefusal(next)) current = next
        }
        expect({ text: current.text, by: current.askedBy, of: current.askedOf }).toEqual({
          ...{ text: 'order the sensor', by: ana, of: ben },
        })
        expect(current.promiseId !== null).toBe(current.outcome === 'accepted')
      }),
    )
  })
})
