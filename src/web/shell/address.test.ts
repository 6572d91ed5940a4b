import fc from 'fast-check'
import { readAddress, writeAddress } from './address.ts'

describe('what stands behind the ? of an address', () => {
  it('is words, whatever they look like', () => {
    for (const q of ['5551', '007', 'true', '1e3', '{"a":1}', '[1]', 'null', '"', 'B 123 & co', '+49 171'])
      expect(readAddress(writeAddress({ q }))).toEqual({ q })
    expect(readAddress('?q=5551')).toEqual({ q: '5551' })
  })

  it('comes back as it was written, and what is not said is left out', () => {
    const words = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q', 'to', 'view'), words), (said) => {
        expect(readAddress(writeAddress({ ...said, left: undefined }))).toEqual({ ...said })
      }),
    )
    expect(writeAddress({ left: undefined })).toBe('')
  })
})
