import { instant, plus } from '../shared/time.ts'
import { expectedState } from './expected.ts'

const due = instant('2026-11-26T10:15:00Z')
const at = (minutes: number) => plus(due, { minutes })

describe('somebody who is expected', () => {
  it('is late once their moment has passed, and stays so until they come', () => {
    const visit = { due, told: true }
    expect(expectedState(visit, [], at(-1))).toBe('ahead')
    expect(expectedState(visit, [], at(1))).toBe('late')
    expect(expectedState(visit, [], at(400))).toBe('late')
    expect(expectedState(visit, [at(90)], at(100))).toBe('came')
    expect(expectedState(visit, [at(-20)], at(-10))).toBe('came')
  })

  it('has not come for the afternoon by having been here in the morning', () => {
    expect(expectedState({ due, told: true }, [at(-300)], at(10))).toBe('late')
  })

  it('cannot be late for a note to ourselves of which nobody told them', () => {
    expect(expectedState({ due, told: false }, [], at(-10))).toBe('ahead')
    expect(expectedState({ due, told: false }, [], at(10))).toBe('forgotten')
  })
})
