import fc from 'fast-check'
import { excerpt, wordsOf, wordsToLight } from './excerpt.ts'

const shown = (pieces: ReturnType<typeof excerpt>) =>
  pieces.map((p) => (p.lit ? `[${p.text}]` : p.text)).join('')

describe('an excerpt', () => {
  it('lights what was looked for', () => {
    expect(shown(excerpt('The brake squeals.\nBrake pads worn.', new Set(['brake', 'Brake'])))).toBe(
      'The [brake] squeals. [Brake] pads worn.',
    )
  })

  it('shows the part of a long text where it stands', () => {
    const text = `${'Nothing of note here. '.repeat(40)}The gearbox whines. ${'More of nothing. '.repeat(40)}`
    const said = shown(excerpt(text, new Set(['gearbox'])))
    expect(said).toMatch(/^… .*The \[gearbox\] whines\..* …$/)
    expect(said.length).toBeLessThan(180)
  })

  it('shows the place where most of it stands together', () => {
    const text = `golf ${'x '.repeat(200)} golf with a gearbox ${'y '.repeat(200)}`
    expect(shown(excerpt(text, new Set(['golf', 'gearbox'])))).toContain('[golf] with a [gearbox]')
  })

  it('needs to look only at words that begin like those asked', () => {
    const text = 'Der Müller und die Häuser, Haus; ein Hund. Öl, Oel'
    expect(wordsToLight([text], ['mueller', 'haus'])).toEqual(['Müller', 'Häuser', 'Haus'])
    expect(wordsToLight([text], ['o'])).toEqual(['Öl', 'Oel'])
  })

  it('of any text is a part of it, no longer than asked, and lights nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.nat(20), (text, n) => {
        const words = [...wordsOf(text)]
        const lit = new Set(words.filter((_, i) => i % 3 === n % 3))
        const pieces = excerpt(text, lit, 80)
        const inner = pieces.filter((p) => p.text !== '… ' && p.text !== ' …')
        expect(text.replace(/\s+/g, ' ').trim()).toContain(inner.map((p) => p.text).join(''))
        expect(inner.map((p) => p.text).join('').length).toBeLessThanOrEqual(82)
        expect(pieces.filter((p) => p.lit).every((p) => lit.has(p.text))).toBe(true)
      }),
    )
  })
})
