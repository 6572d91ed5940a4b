import fc from 'fast-check'
import type { MemberId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant } from '../shared/time.ts'
import { type Bound, type Junkable, markJunk, notJunk } from './junk.ts'
import type { PromiseOutcome } from './needs.ts'

const now = instant('2026-11-23T09:00:00Z')
const olga = 'olga' as MemberId
const mail: Junkable = {
  channel: 'email',
  heldBecause: null,
  heldBefore: null,
  junkedAt: null,
  junkedBy: null,
}
const free: Bound = { needs: [], promises: [], handovers: [], expected: false, promisedElsewhere: 0 }
const open = { keptAt: null, brokenAt: null, releasedAt: null, movedAt: null } as unknown as PromiseOutcome
const said = (c: Junkable, bound: Partial<Bound> = {}, anyway = false) => {
  const next = markJunk(c, { ...free, ...bound }, olga, now, anyway)
  return isRefusal(next) ? next.refused : next.heldBecause
}

describe('marking a conversation as junk', () => {
  it('holds it back, says who did so, and comes back as it was', () => {
    for (const heldBecause of [null, 'too_quick']) {
      const before = { ...mail, heldBecause }
      const junk = markJunk(before, free, olga, now)
      expect(junk).toMatchObject({ heldBecause: 'junk', junkedAt: now, junkedBy: olga })
      expect(notJunk(junk as Junkable)).toEqual(before)
    }
  })

  it('is held by what holds a close, and by what is agreed', () => {
    expect(said(mail, { promises: [open] })).toBe('promise_open')
    expect(said(mail, { promises: [open] }, true)).toBe('promise_open')
    expect(said(mail, { expected: true }, true)).toBe('junk_expected')
  })

  it('asks once more where something is promised to them elsewhere', () => {
    expect(said(mail, { promisedElsewhere: 2 })).toBe('junk_promised')
    expect(said(mail, { promisedElsewhere: 2 }, true)).toBe('junk')
  })

  it.each([
    ['email', 'junk'],
    ['form', 'junk'],
    ['chat', 'junk'],
    ['phone', 'junk_not_here'],
    ['walk_in', 'junk_not_here'],
    ['page', 'junk_not_here'],
  ] as const)('%s: %s', (channel, what) => expect(said({ ...mail, channel })).toBe(what))

  it('changes nothing when done twice, nor when what is no junk is taken out of it', () => {
    const reasons = fc.constantFrom(null, 'too_quick', 'newsletter')
    fc.assert(
      fc.property(reasons, (heldBecause) => {
        const before = { ...mail, heldBecause }
        const once = markJunk(before, free, olga, now) as Junkable
        expect(markJunk(once, { ...free, promisedElsewhere: 3 }, 'ben' as MemberId, now)).toBe(once)
        expect(notJunk(before)).toBe(before)
      }),
    )
  })
})
