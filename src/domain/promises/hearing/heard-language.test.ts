import { describe, expect, it } from 'vitest'
import { languageOf } from './heard-language.ts'

describe('the language of a sentence', () => {
  const of = (sentence: string, text = sentence, hints?: string[]) => languageOf(sentence, text, hints)

  it('shows in its small words', () => {
    expect(of('in zwei wochen bauen wir die markise an.')).toBe('de')
    expect(of("i'll be with you in an hour.")).toBe('en')
    expect(of('rückruf 16 uhr zugesagt')).toBe('de')
    expect(of('callback promised by 4')).toBe('en')
  })

  it('is that of the text where it does not show, then that of the place, then English', () => {
    expect(of('ok, 16:00', 'ok, 16:00. ich melde mich.')).toBe('de')
    expect(of('ok, 16:00', undefined, ['fr-CH', 'de-CH'])).toBe('de')
    expect(of('ok, 16:00')).toBe('en')
  })
})
