import fc from 'fast-check'
import { blockable, type Facts, junkReason, readBlock } from './junk.ts'

const stranger: Facts = { block: null, signs: { dmarc: null, filter: null }, known: false, answers: false }
const signs = fc.record({
  dmarc: fc.constantFrom('reject', 'quarantine', null),
  filter: fc.constantFrom('Rspamd', null),
})

describe('what makes a mail junk', () => {
  it('is a block, a sender that is not who it says, or a filter; nothing else', () => {
    expect(junkReason(stranger)).toBeNull()
    expect(junkReason({ ...stranger, block: 'shop.example' })?.code).toBe('junk_blocked')
    expect(junkReason({ ...stranger, signs: { dmarc: 'reject', filter: null } })?.code).toBe('junk_dmarc')
    expect(junkReason({ ...stranger, signs: { dmarc: null, filter: 'Rspamd' } })).toEqual({
      code: 'junk_filter',
      values: { filter: 'Rspamd' },
    })
  })

  it('is never a machine’s word against somebody we know, or against an answer to us', () => {
    fc.assert(
      fc.property(signs, fc.constantFrom('known', 'answers'), (said, how) => {
        expect(junkReason({ ...stranger, signs: said, [how]: true })).toBeNull()
      }),
    )
  })

  it('is a block for everybody: somebody of the house said so', () => {
    fc.assert(
      fc.property(signs, fc.boolean(), fc.boolean(), (said, known, answers) => {
        expect(junkReason({ block: 'x@y.example', signs: said, known, answers })?.code).toBe('junk_blocked')
      }),
    )
  })
})

describe('what is blocked', () => {
  it.each([
    ['Spam@Shop.Example ', { kind: 'address', value: 'spam@shop.example' }],
    ['@shop.example', { kind: 'domain', value: 'shop.example' }],
    ['shop.example.', { kind: 'domain', value: 'shop.example' }],
    ['bücher.example', { kind: 'domain', value: 'bücher.example' }],
    ['example', null],
    ['*.Shop.example', { kind: 'domain', value: '*.shop.example' }],
    ['*.com', null],
    ['com', null],
    ['a b@shop.example', null],
    ['<x@shop.example>', null],
    ['', null],
  ])('%s is read as %o', (text, read) => expect(readBlock(text)).toEqual(read))

  it('fits an address by itself, by its domain and by those above, never by the last name alone', () => {
    expect(blockable('Eve@mail.shop.example')).toEqual({
      address: 'eve@mail.shop.example',
      domains: ['mail.shop.example', 'shop.example', '*.shop.example'],
    })
  })
})
