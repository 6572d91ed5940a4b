import fc from 'fast-check'
import { MOST_ALONE, opensBreaker } from './breaker.ts'

describe('what leaves by itself for one address', () => {
  it.each([
    [{ sent: 0, came: 0 }, false],
    [{ sent: 3, came: 50 }, false],
    [{ sent: 4, came: 3 }, false],
    [{ sent: 4, came: 4 }, true],
    [{ sent: 9, came: 0 }, false],
    [{ sent: 10, came: 0 }, true],
  ])('%o is stopped: %s', (pair, stopped) => expect(opensBreaker(pair)).toBe(stopped))

  it('never goes on without end, and is stopped no later for more that came or left', () => {
    const few = fc.nat({ max: 40 })
    fc.assert(
      fc.property(few, few, few, few, (sent, came, more, others) => {
        if (sent >= MOST_ALONE) expect(opensBreaker({ sent, came })).toBe(true)
        if (opensBreaker({ sent, came }))
          expect(opensBreaker({ sent: sent + more, came: came + others })).toBe(true)
      }),
    )
  })
})
