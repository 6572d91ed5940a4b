import { seeThatItStands } from './see-that-it-stands.ts'

/** Looks so many times at a page that stands from a look on; gives what was done about it. */
function looks(standsFrom: number): string[] {
  const done: string[] = []
  let due: (() => void) | undefined
  let n = 0
  seeThatItStands({
    stands: () => n >= standsFrom,
    again: () => done.push('again'),
    anew: () => done.push('anew'),
    later: (look) => {
      due = look
    },
  })
  for (; due && n < 20; ) {
    const look = due
    due = undefined
    n += 1
    look()
  }
  return done
}

describe('a page that was opened', () => {
  it('is left alone once it stands', () => {
    expect(looks(1)).toEqual([])
    expect(looks(3)).toEqual([])
  })

  it('is asked for again where it stays white, and loaded anew where that does not help', () => {
    expect(looks(4)).toEqual(['again'])
    expect(looks(8)).toEqual(['again', 'again'])
    expect(looks(99)).toEqual(['again', 'again', 'anew'])
  })
})
