import fc from 'fast-check'
import { act, actsOf, countsOf, IMPORT_ACTS, IMPORT_KINDS, IMPORT_STATES } from './import.ts'

describe('an import', () => {
  it('balances whenever one looks: found = made + same + left out + failed + waiting', () => {
    const n = fc.nat(1_000_000)
    fc.assert(
      fc.property(fc.option(n), n, n, n, n, (total, made, same, leftOut, failed) => {
        const c = countsOf({ total, made, same, leftOut, failed })
        expect(c.made + c.same + c.leftOut + c.failed + c.waiting).toBe(c.found)
        expect(c.waiting).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('does what it offers and refuses all else', () => {
    for (const kind of IMPORT_KINDS)
      for (const state of IMPORT_STATES)
        for (const ledger of [0, 5])
          for (const wanted of IMPORT_ACTS) {
            const to = act({ kind, state, ledger }, wanted)
            if (actsOf({ kind, state, ledger }).includes(wanted)) expect(IMPORT_STATES).toContain(to)
            else expect(to).toMatchObject({ refused: 'import_not_now' })
          }
  })

  it('does not go on with a file that will never be what it should be', () => {
    const failed = { kind: 'mbox', state: 'failed', ledger: 0 } as const
    expect(actsOf({ ...failed, problem: { code: 'not_mbox' } })).toEqual(['drop'])
    expect(actsOf({ ...failed, problem: { code: 'gone' } })).toEqual(['goOn', 'drop'])
    expect(actsOf({ ...failed, ledger: 2, problem: { code: 'not_mbox' } })).toEqual(['goOn', 'undo'])
  })

  it('is not thrown away once it made something: then it is taken back', () => {
    expect(actsOf({ kind: 'mbox', state: 'paused', ledger: 3 })).toEqual(['goOn', 'undo'])
    expect(actsOf({ kind: 'mbox', state: 'paused', ledger: 0 })).toEqual(['goOn', 'drop'])
  })
})
