import fc from 'fast-check'
import { instant } from '../shared/time.ts'
import { AMISS, type BookFindings, nextLook, outcomeOf } from './receipt-check.ts'

const nothing = { count: 0, first: [] }
const server = { held: 3, known: 3, arriving: 0, broughtIn: 0 }
const clean: BookFindings = {
  ...{ server, originals: 3, missing: nothing, unfetched: nothing, lost: nothing },
  ...{ damaged: nothing, unaccounted: nothing, gone: nothing, stuck: nothing },
}

describe('what a look at the receipt book comes to', () => {
  it('differs as soon as anything at all is amiss', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...AMISS),
        fc.integer({ min: 1 }),
        fc.boolean(),
        (what, count, ofServer) => {
          const found = { ...clean, [what]: { count, first: [] } }
          expect(outcomeOf(found, { ofServer, before: null })).toBe('differs')
        },
      ),
    )
  })

  it('balances when book and server agree, or where no server is read', () => {
    expect(outcomeOf(clean, { ofServer: true, before: 'differs' })).toBe('balanced')
    expect(outcomeOf({ ...clean, server: null }, { ofServer: false, before: 'differs' })).toBe('balanced')
  })

  it('never calls the alarm off by a look that could not ask the server', () => {
    expect(outcomeOf({ ...clean, server: null }, { ofServer: true, before: 'differs' })).toBe('differs')
    expect(outcomeOf({ ...clean, server: null }, { ofServer: true, before: 'balanced' })).toBe('unsure')
  })

  it('is looked at again sooner while not all is well', () => {
    const now = instant('2026-11-23T09:00:00Z')
    expect(nextLook('differs', now) < nextLook('balanced', now)).toBe(true)
  })
})
