import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findReference, referenceFrom } from './reference.ts'

it('is short, readable aloud and found again in a subject', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      fc.pre([...bytes].filter((b) => b < 242).length >= 6)
      const reference = referenceFrom(bytes)
      expect(reference).toMatch(/^[A-Z34679]{3}-[A-Z34679]{3}$/)
      expect(reference).not.toMatch(/[AEIOUBLSZ01258]/)
      expect(findReference(`AW: Re: Tyres [${reference.toLowerCase()}]`)).toBe(reference)
    }),
  )
})

it('is not guessed from words that look like one', () => {
  for (const subject of ['Re: Tyres', 'K7M-4QX', '[ABC-DEF]', '[URGENT]'])
    expect(findReference(subject)).toBeNull()
})

it('asks for enough randomness', () => {
  expect(() => referenceFrom(new Uint8Array(5))).toThrow(RangeError)
})
