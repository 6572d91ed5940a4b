import type { Id, MemberId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import * as gestures from './gesture.ts'
import * as learning from './learning.ts'
import * as recovery from './recovery.ts'

const NOW = '2026-11-21T10:00:00.000Z' as Instant
const ana = 'ana' as MemberId
const drafting: gestures.Drafting = {
  id: 'g' as Id<'gesture'>,
  personId: 'marta' as PersonId,
  conversationId: null,
  siteId: 'here' as SiteId,
  kind: 'refund',
  money: { minor: 49_90, currency: 'EUR' },
  why: 'She bought it elsewhere and was sure it was ours.',
  evidence: 'none',
  causeId: null,
  madeBy: ana,
}
const given = (more: Partial<gestures.Gesture> = {}) =>
  ({
    ...(gestures.give(
      gestures.draftGesture(drafting, NOW) as gestures.Gesture,
      { givenBy: 'own', limitOf: ana },
      NOW,
    ) as gestures.Gesture),
    ...more,
  }) as gestures.Gesture

describe('a gesture', () => {
  it('needs no proof, and one sentence why [S3-08]', () => {
    expect(gestures.draftGesture(drafting, NOW)).toMatchObject({ evidence: 'none', givenAt: null })
    expect(gestures.draftGesture({ ...drafting, why: ' ' }, NOW)).toMatchObject({ refused: 'reason_missing' })
  })

  it('hangs on nothing (A2) [S0-20]', () => {
    const why = 'Refund if she deletes the review'
    expect(gestures.draftGesture({ ...drafting, why }, NOW)).toMatchObject({
      refused: 'gesture_tied',
      field: 'why',
    })
    const places = Object.keys(given()).join(' ')
    expect(places).not.toMatch(/rating|review|feedback|referral|purchase|order|score|fault/i)
  })

  it('is money where it is money, and counted where it is not', () => {
    expect(gestures.draftGesture({ ...drafting, money: null }, NOW)).toMatchObject({ field: 'money' })
    expect(gestures.draftGesture({ ...drafting, kind: 'apology' }, NOW)).toMatchObject({ field: 'money' })
    expect(gestures.weightOf(given())).toBe(49_90)
    expect(gestures.weightOf({ kind: 'loaner', money: null })).toBe(1)
  })

  it('is given once, and taken back for an error alone, with a reason and a word to whom it was for', () => {
    expect(gestures.give(given(), { givenBy: 'own', limitOf: ana }, NOW)).toMatchObject({
      refused: 'gesture_settled',
    })
    const said = { by: ana, told: 'said' as const, toldPromiseId: null }
    expect(gestures.reverse(given(), { ...said, why: '' }, NOW)).toMatchObject({ refused: 'reason_missing' })
    const why = 'Typed 49 for 4.'
    const back = gestures.reverse(given(), { ...said, why }, NOW) as gestures.Gesture
    expect(gestures.counts(back)).toBe(false)
    expect(back).toMatchObject({ reversedBy: ana, reversedTold: 'said', toldPromiseId: null })
    expect(gestures.reverse(back, { ...said, why }, NOW)).toMatchObject({ refused: 'gesture_settled' })
    const promised = { ...said, why, told: 'promised' as const }
    expect(gestures.reverse(given(), promised, NOW)).toMatchObject({
      refused: 'customer_untold',
      field: 'due',
    })
    const toldPromiseId = 'p' as PromiseId
    expect(gestures.reverse(given(), { ...promised, toldPromiseId }, NOW)).toMatchObject({ toldPromiseId })
  })

  it('is taken back without a word only by whoever gave it, in the moment after a slip of the finger', () => {
    const slip = { by: ana, told: 'at_once' as const, toldPromiseId: null, why: 'Pressed too soon.' }
    const untold = { refused: 'customer_untold' }
    const soon = '2026-11-21T10:01:00.000Z' as Instant
    expect(gestures.reverse(given(), slip, soon)).toMatchObject({ reversedTold: 'at_once' })
    expect(gestures.reverse(given(), slip, '2026-11-21T10:01:00.001Z' as Instant)).toMatchObject(untold)
    expect(gestures.reverse(given(), { ...slip, by: 'dina' as MemberId }, soon)).toMatchObject(untold)
    expect(gestures.reverse(given({ givenBy: 'granted' }), slip, soon)).toMatchObject(untold)
  })
})

describe('learning from gestures', () => {
  it('looks at what went above a limit, by three questions, and never by who gave it (A4)', () => {
    const answers = {
      needMet: 'yes' as const,
      nextTime: 'The same.',
      mend: 'The label.',
      by: 'dina' as MemberId,
    }
    expect(learning.isLookedAt(given())).toBe(false)
    expect(learning.lookAt(given(), answers, [], NOW)).toMatchObject({ refused: 'invalid_input' })
    const granted = given({ givenBy: 'granted' })
    expect(learning.lookAt(granted, answers, [], NOW)).toMatchObject({
      nextTime: 'The same.',
      mend: 'The label.',
    })
    expect(learning.lookAt(granted, { ...answers, mend: ' ' }, [], NOW)).toMatchObject({ field: 'mend' })
    const dina = 'dina' as MemberId
    const look = (by: MemberId, lookers: MemberId[]) =>
      learning.lookAt({ ...granted, limitOf: dina }, { ...answers, by }, lookers, NOW)
    expect(look(ana, [ana])).toMatchObject({ refused: 'not_allowed' })
    expect(look(dina, [ana]), 'who allowed it, where somebody else looks').toMatchObject({
      refused: 'not_allowed',
    })
    expect(look(dina, [dina]), 'nobody else leads').toMatchObject({ by: dina })
  })

  it('opens a cause at the third of a kind in thirty days, and once more only after it was mended', () => {
    const causeId = 'c' as Id<'cause'>
    const cause: learning.Cause = {
      id: causeId,
      name: 'Label',
      openedAt: null,
      ownerId: null,
      mendedAt: null,
      fix: null,
    }
    const at = (day: string, more: Partial<gestures.Gesture> = {}) =>
      given({ causeId, givenAt: `2026-11-${day}T10:00:00.000Z` as Instant, ...more })
    const three = [at('01'), at('10'), at('21')]
    expect(learning.opensCause(cause, three, NOW)).toBe(true)
    expect(learning.opensCause(cause, three.slice(1), NOW)).toBe(false)
    expect(learning.opensCause(cause, [...three.slice(1), at('12', { kind: 'voucher' })], NOW)).toBe(false)
    expect(learning.opensCause(cause, [...three.slice(1), at('12', { reversedAt: NOW })], NOW)).toBe(false)
    const old = given({ causeId, givenAt: '2026-10-21T10:00:00.000Z' as Instant })
    expect(learning.opensCause(cause, [...three.slice(1), old], NOW)).toBe(false)
    const open = { ...cause, openedAt: NOW }
    expect(learning.opensCause(open, three, NOW)).toBe(false)
    const mended = learning.mendCause(open, 'New label', NOW) as learning.Cause
    expect(learning.opensCause(mended, three, NOW)).toBe(false)
  })
})

describe('putting something right', () => {
  const one = recovery.openCase(
    {
      id: 'r' as Id<'recovery'>,
      personId: drafting.personId,
      conversationId: null,
      siteId: drafting.siteId,
      openedBy: ana,
    },
    NOW,
  )
  it('takes its steps in any order, and ends only with a date to check back [S1-15]', () => {
    const thanked = recovery.takeStep(one, 'thanked', ana, NOW) as recovery.RecoveryCase
    expect(thanked.steps).toEqual({ thanked: { at: NOW, by: ana } })
    expect(recovery.takeStep(thanked, 'thanked', 'dina' as MemberId, NOW)).toEqual(thanked)
    expect(recovery.takeStep(thanked, 'thanked', null, NOW)).toMatchObject({ steps: {} })
    expect(recovery.closeCase(thanked, NOW)).toMatchObject({ refused: 'check_back_missing' })
    const due = recovery.setCheckBack(thanked, 'p' as never) as recovery.RecoveryCase
    const closed = recovery.closeCase(due, NOW) as recovery.RecoveryCase
    expect(closed.closedAt).toBe(NOW)
    expect(recovery.takeStep(closed, 'heard', ana, NOW)).toMatchObject({ refused: 'case_closed' })
    expect(recovery.closeCase(closed, NOW)).toMatchObject({ refused: 'case_closed' })
  })
})
