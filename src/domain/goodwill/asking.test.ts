import fc from 'fast-check'
import type { Id, MemberId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import * as asking from './asking.ts'

const NOW = '2026-11-21T10:00:00.000Z' as Instant
const [ana, dina, luis, olga] = ['ana', 'dina', 'luis', 'olga'] as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
]
const holder = (id: MemberId, more: Partial<asking.Holder> = {}): asking.Holder => ({
  ...{ id, onDuty: true, left: 500_00, near: false, sameSite: true },
  ...more,
})
const made = (holders: readonly MemberId[] = [dina, olga]) =>
  asking.makeAsk(
    { id: 'k' as Id<'authority_ask'>, gestureId: 'g' as Id<'gesture'>, askedBy: ana },
    holders,
    NOW,
  )
const later = (minutes: number) => plus(NOW, { minutes })

describe('asking for more than one may decide', () => {
  it('goes to who is on duty, has enough, and stands not too near; at one’s own site first, with the least to spare [S3-09]', () => {
    const all = [
      holder(olga, { left: Number.POSITIVE_INFINITY }),
      holder(dina),
      holder(luis, { sameSite: false, left: 300_00 }),
      holder('rests' as MemberId, { onDuty: false }),
      holder('little' as MemberId, { left: 299_99 }),
      holder('family' as MemberId, { near: true }),
      holder(ana),
    ]
    expect(asking.holdersOf(all, 300_00, { askedBy: ana, asked: [] })).toEqual([dina, olga, luis])
    expect(asking.holdersOf(all, 300_00, { askedBy: ana, asked: [dina] })).toEqual([olga, luis])
  })

  it('is answered within ten minutes, else the next one is asked, and the first may still answer', () => {
    const ask = made()
    expect(ask).toMatchObject({ holderId: dina, answerBy: later(10), asked: [dina] })
    expect(asking.mustPass(ask, later(9))).toBe(false)
    expect(asking.passAsk(ask, olga, later(9))).toMatchObject({ refused: 'changed_meanwhile' })
    const passed = asking.passAsk(ask, olga, later(10)) as asking.AuthorityAsk
    expect(passed).toMatchObject({ holderId: olga, answerBy: later(20), asked: [dina, olga] })
    expect(asking.grantAsk(passed, dina, later(12))).toMatchObject({ outcome: 'granted', settledBy: dina })
    expect(asking.grantAsk(passed, luis, later(12))).toMatchObject({ refused: 'not_allowed' })
    expect(asking.grantAsk(passed, ana, later(12))).toMatchObject({ refused: 'not_allowed' })
  })

  it('is refused only with a reason one may tell the customer (A3)', () => {
    for (const why of ['', '  ', 'Policy.', 'It is against our rules'])
      expect(asking.refuseAsk(made(), dina, why, later(1))).toMatchObject({
        refused: 'reason_missing',
        field: 'why',
      })
    expect(asking.refuseAsk(made(), dina, ' The maker pays it; I call them. ', later(1))).toMatchObject({
      outcome: 'refused',
      why: 'The maker pays it; I call them.',
    })
  })

  it('lets who asked help themselves after twice the time, up to the emergency limit, and nobody else', () => {
    const ask = made([])
    expect(asking.useEmergency(ask, ana, 100, 400, later(19))).toMatchObject({ refused: 'not_yet' })
    expect(asking.useEmergency(ask, ana, 401, 400, later(20))).toMatchObject({ refused: 'beyond_limit' })
    expect(asking.useEmergency(ask, dina, 100, 400, later(20))).toMatchObject({ refused: 'not_allowed' })
    expect(asking.useEmergency(ask, ana, 400, 400, later(20))).toMatchObject({
      outcome: 'emergency',
      settledBy: ana,
    })
  })

  it('moves on at once where whoever is asked is not there any more, and waits for nobody where nobody is', () => {
    const ask = made()
    const [first] = ask.asked
    const next = asking.passAsk(ask, olga, later(2), false)
    expect(next).toMatchObject({ holderId: olga, asked: [first, olga], answerBy: later(12) })
    const nobody = asking.passAsk(ask, null, later(2), false) as asking.AuthorityAsk
    expect(nobody).toMatchObject({ holderId: null, asked: [first] })
    expect(asking.mayAnswer(nobody, first!), 'who rests may answer all the same').toBe(true)
    expect(asking.passAsk(nobody, first!, later(5), false)).toMatchObject({ holderId: first, asked: [first] })
  })

  it('says once that whoever asked may help themselves, however late it is looked for', () => {
    const look = fc.record({ wait: fc.integer({ min: 0, max: 40 }), there: fc.boolean() })
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 8 }), (looks) => {
        let ask = made()
        let said = 0
        let now = NOW
        for (const { wait, there } of [...looks, { wait: 40, there: true }]) {
          now = plus(now, { minutes: wait })
          const next = asking.passAsk(ask, null, now, there)
          if (isRefusal(next)) continue
          if (asking.letsHelp(ask, now)) said++
          ask = next
        }
        expect(said).toBe(1)
      }),
    )
  })

  it('has one outcome, whatever is tried in whichever order', () => {
    const act = fc.record({
      is: fc.constantFrom('grant', 'refuse', 'emergency', 'withdraw', 'pass'),
      who: fc.constantFrom(ana, dina, luis, olga),
      wait: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let ask = made()
        let now = NOW
        for (const { is, who, wait } of acts) {
          now = plus(now, { minutes: wait })
          const next = {
            grant: () => asking.grantAsk(ask, who, now),
            refuse: () => asking.refuseAsk(ask, who, 'The maker pays it.', now),
            emergency: () => asking.useEmergency(ask, who, 1, 2, now),
            withdraw: () => asking.withdrawAsk(ask, who, now),
            pass: () => asking.passAsk(ask, who === ana || ask.asked.includes(who) ? null : who, now),
          }[is]()
          if (isRefusal(next)) continue
          if (ask.settledAt !== null) throw new Error('settled twice')
          expect(next.askedAt).toBe(NOW)
          expect(new Set(next.asked).size).toBe(next.asked.length)
          // Nobody decides their own ask but in an emergency.
          if (next.outcome === 'granted' || next.outcome === 'refused') expect(next.settledBy).not.toBe(ana)
          if (next.outcome === 'emergency') expect(now >= asking.emergencyFrom(next)).toBe(true)
          ask = next
        }
      }),
    )
  })
})
