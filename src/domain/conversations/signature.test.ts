import fc from 'fast-check'
import { belowTheWords, fillSignature, joinSignatures, signedText, unknownInSignature } from './signature.ts'

const values = { 'my.name': 'Ana Silva', 'site.name': 'Nordlicht Motors', 'site.telephone': null }

describe('a signature', () => {
  it('is said in the language of whoever reads it', () => {
    const texts = { en: 'Kind regards\n{{my.name}}', de: 'Mit freundlichen Grüßen\n{{my.name}}' }
    expect(fillSignature(texts, ['de-AT', 'en'], values)).toBe('Mit freundlichen Grüßen\nAna Silva')
    expect(fillSignature(texts, ['fr', 'en'], values)).toBe('Kind regards\nAna Silva')
    expect(fillSignature({ de: texts.de }, ['fr'], values)).toBe('Mit freundlichen Grüßen\nAna Silva')
    expect(fillSignature({ de: ' ', en: texts.en }, ['de', 'en'], values)).toBe('Kind regards\nAna Silva')
    expect(fillSignature({}, ['de'], values)).toBe(null)
  })

  it('leaves out a line that asks for what is not known, unless it has other words for that', () => {
    const texts = { en: '{{site.name}}\nTelephone {{site.telephone}}\nFax {{site.telephone|none}}' }
    expect(fillSignature(texts, ['en'], values)).toBe('Nordlicht Motors\nFax none')
  })

  it('asks for who signs, never for whom it is written to', () => {
    expect(unknownInSignature({ en: '{{my.name}}, {{site.telephone|}}' })).toBe(null)
    expect(unknownInSignature({ en: '{{person.first}}' })).toMatchObject({ values: { name: 'person.first' } })
    expect(unknownInSignature({ en: '{{my.rank}}' })).toMatchObject({ refused: 'unknown_variable' })
  })

  it('of a person and of the house are put together once, the person first', () => {
    expect(joinSignatures('Ana', 'Nordlicht')).toBe('Ana\n\nNordlicht')
    expect(joinSignatures('Nordlicht', 'Nordlicht')).toBe('Nordlicht')
    expect(joinSignatures(null, 'Nordlicht')).toBe('Nordlicht')
    expect(joinSignatures(null, null)).toBe(null)
  })

  it('stands below the words after the mark mail programs know (RFC 3676)', () => {
    expect(signedText('It is ready.\n', 'Ana')).toBe('It is ready.\n\n-- \nAna')
    expect(signedText('It is ready.\n', null)).toBe('It is ready.\n')
  })

  it('has one mark only, no blank left open, and no empty lines about it, whatever somebody wrote', () => {
    const piece = fc.constantFrom('-- ', '--', '\n', '{{my.name}}', '{{site.telephone}}', 'a', ' ', '\r\n')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const filled = fillSignature({ en: pieces.join('') }, ['en'], values)
        if (filled === null) return
        expect(filled).toBe(filled.trim())
        expect(filled).not.toMatch(/\{\{|\r|\n{3}/)
        const marks = belowTheWords(filled)
          .split('\n')
          .filter((line) => line.trim() === '--')
        expect(marks).toHaveLength(1)
      }),
    )
  })
})
