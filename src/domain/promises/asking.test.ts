import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id, MemberId, PromiseId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import {
  type Ask,
  acceptAsk,
  declineAsk,
  makeAsk,
  passAsk,
  returnAsk,
  takeOverAsk,
  withdrawAsk,
} from './asking.ts'

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

  it('comes back from who leaves: then who asked asks another or lets it go, and nobody else answers it', () => {
    const back = returnAsk(ask, now) as Ask
    expect(back).toMatchObject({ returnedAt: now, outcome: null })
    expect(returnAsk(back, now)).toMatchObject({ refused: 'ask_settled' })
    expect(declineAsk(back, ben, 'No time', now)).toMatchObject({ refused: 'ask_settled' })
    expect(passAsk(ask, ana, mia), 'it is still with somebody').toMatchObject({ refused: 'ask_settled' })
    expect(passAsk(back, mia, mia)).toMatchObject({ refused: 'not_allowed' })
    expect(passAsk(back, ana, ana)).toMatchObject({ field: 'askedOf' })
    expect(passAsk(back, ana, mia)).toMatchObject({ askedOf: mia, returnedAt: null, text: ask.text })
    expect(withdrawAsk(back, ana, now)).toMatchObject({ outcome: 'withdrawn' })
  })

  it('of who leaves is asked by who takes over, or needed no more', () => {
    expect(takeOverAsk(ask, mia, now)).toMatchObject({ askedBy: mia, askedOf: ben, outcome: null })
    for (const nobody of [null, ben])
      expect(takeOverAsk(ask, nobody, now)).toMatchObject({ outcome: 'withdrawn', settledAt: now })
    const settled = withdrawAsk(ask, ana, now) as Ask
    expect(takeOverAsk(settled, mia, now)).toMatchObject({ refused: 'ask_settled' })
  })
})
