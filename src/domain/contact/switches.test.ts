import { instant } from '../shared/time.ts'
import { isOn, SWITCH_CHANNELS, SWITCH_NAMES, switchOf, turn } from './switches.ts'

const at = instant('2026-11-23T09:12:00Z')
const later = instant('2026-11-23T09:13:00Z')

describe('a switch', () => {
  it('is on for what they came for and off for what nobody asked for, until they say otherwise', () => {
    const on = SWITCH_NAMES.filter((name) => isOn(name, 'email', [], at))
    expect(on).toEqual(['promises', 'visits'])
  })

  it('stands as it was turned last, and turns nothing else', () => {
    for (const name of SWITCH_NAMES)
      for (const channel of SWITCH_CHANNELS)
        for (const on of [true, false]) {
          const steps = [...turn(name, channel, !on, at), ...turn(name, channel, on, later)]
          expect(isOn(name, channel, steps, later)).toBe(on)
          for (const other of SWITCH_NAMES.filter((n) => n !== name))
            expect(isOn(other, channel, steps, later)).toBe(isOn(other, channel, [], later))
        }
  })

  it('agrees to no more than it says, and ends all that is like it', () => {
    expect(turn('offers', 'email', true, at).map((s) => s.purpose)).toEqual(['offer'])
    expect(turn('offers', 'email', false, at).map((s) => s.purpose)).toContain('referral_ask')
    expect(switchOf('referral_ask')).toBe('offers')
    expect(switchOf('recall_safety')).toBeNull()
  })
})
