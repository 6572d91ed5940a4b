import fc from 'fast-check'
import { instant, plus } from '../shared/time.ts'
import { FRESH_MINUTES, isAlwaysDangerous, isDangerous, isFresh } from './dangerous.ts'

const NOW = instant('2026-11-23T09:12:00Z')

describe('a dangerous act', () => {
  it('is the making of a token, always; the change of a member, only of role or access', () => {
    expect(isAlwaysDangerous('makeToken')).toBe(true)
    expect(isAlwaysDangerous('changeMember')).toBe(false)
    expect(isDangerous('changeMember', { role: 'member' })).toBe(true)
    expect(isDangerous('changeMember', { endsAt: null })).toBe(true)
    expect(isDangerous('changeMember', {})).toBe(false)
    expect(isDangerous('sendReply', { role: 'owner' })).toBe(false)
  })

  it('is an invitation only if whoever is invited will lead', () => {
    expect(isDangerous('inviteMember', { role: 'owner' })).toBe(true)
    expect(isDangerous('inviteMember', { role: 'manager' })).toBe(true)
    expect(isDangerous('inviteMember', { role: 'member' })).toBe(false)
  })

  it('is proved for a quarter of an hour, and never by nothing', () => {
    expect(isFresh(null, NOW)).toBe(false)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (minutes) => {
        expect(isFresh(NOW, plus(NOW, { minutes }))).toBe(minutes < FRESH_MINUTES)
      }),
    )
  })
})
