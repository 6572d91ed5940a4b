import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AsItIs, Base64, type Decoder } from './transfer.ts'

function decoded(decoder: Decoder, lines: readonly string[]): Buffer {
  for (const line of lines) decoder.update(Buffer.from(line, 'latin1'))
  return Buffer.from(decoder.finalize())
}

describe('base64', () => {
  it('comes out byte for byte, wherever its lines end and whatever else stands between', () => {
    const given = fc.tuple(
      fc.uint8Array({ maxLength: 400 }),
      fc.integer({ min: 1, max: 90 }),
      fc.stringMatching(/^[ \t.!\u00ff-]{0,4}$/),
    )
    fc.assert(
      fc.property(given, ([bytes, width, noise]) => {
        const letters = Buffer.from(bytes).toString('base64')
        const lines = letters.match(new RegExp(`.{1,${width}}`, 'g')) ?? []
        const noisy = lines.map((line) => `${noise}${line}${noise}`)
        expect(decoded(new Base64(), noisy)).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('is read on where every line is padded', () => {
    const lines = ['one', 'and', 'three!', 'f'].map((word) => Buffer.from(word).toString('base64'))
    expect(decoded(new Base64(), lines).toString()).toBe('oneandthree!f')
    expect(decoded(new Base64(), [lines.join('')]).toString()).toBe('oneandthree!f')
  })

  it('lets a letter go that is half a byte', () => {
    expect(decoded(new Base64(), ['QUJDR']).toString()).toBe('ABC')
    expect(decoded(new Base64(), ['====', 'R=QUJD']).toString()).toBe('ABC')
  })
})

it('what is not encoded keeps its lines', () => {
  const anyLine = fc.uint8Array({ maxLength: 80 }).map((bytes) => bytes.filter((byte) => byte !== 10))
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const letters = lines.map((line) => Buffer.from(line).toString('latin1'))
      const all = letters.map((line) => `${line}\n`).join('')
      expect(decoded(new AsItIs(), letters).toString('latin1')).toBe(all)
    }),
  )
})
