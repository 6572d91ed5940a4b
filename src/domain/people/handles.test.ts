import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../shared/refusal.ts'
import { HANDLE_TRUSTS, normaliseHandle, raiseTrust } from './handles.ts'

const value = (kind: 'email' | 'phone' | 'chat', raw: string, country = 'AT') => {
  const handle = normaliseHandle(kind, raw, country)
  return isRefusal(handle) ? handle.refused : handle.value
}

describe('an e-mail address', () => {
  it('is compared without case, blanks around it, and with its domain in ASCII', () => {
    expect(value('email', ' Marta.Huber@Example.COM ')).toBe('marta.huber@example.com')
    expect(value('email', 'info@Bücher.example')).toBe('info@xn--bcher-kva.example')
    expect(value('email', "o'neil+tyres@example.co.uk")).toBe("o'neil+tyres@example.co.uk")
    expect(value('email', 'Jürgen@example.at')).toBe('jürgen@example.at')
  })

  it('is refused when no mail could reach it', () => {
    const wrong = [
      '',
      'marta',
      '@example.com',
      'marta@',
      'marta@localhost',
      'a b@example.com',
      'a@exa mple.com',
    ]
    const worse = [
      'a@example.com/x',
      'a@127.0.0.1',
      'a@-x.com',
      'a@x..com',
      '<a@example.com>',
      `${'a'.repeat(65)}@x.com`,
    ]
    for (const raw of [...wrong, ...worse, `a@${'b.'.repeat(130)}com`])
      expect(value('email', raw), raw).toBe('handle_invalid')
  })

  it('keeps how it was given', () => {
    expect(normaliseHandle('email', ' Marta@Example.com', 'AT')).toEqual({
      kind: 'email',
      value: 'marta@example.com',
      shown: 'Marta@Example.com',
    })
  })
})

describe('a telephone number', () => {
  it('is the same however it is written', () => {
    for (const raw of ['0664 123 45 67', '+43 664 1234567', '0043-664/1234567', '(0664) 123-4567'])
      expect(value('phone', raw), raw).toBe('+436641234567')
    expect(value('phone', '(212) 555-0123', 'US')).toBe('+12125550123')
    expect(value('phone', '+1 212 555 0123 ext. 42', 'AT')).toBe('+12125550123;ext=42')
  })

  it('is refused when it cannot be one, or its country is unknown', () => {
    for (const raw of ['', '12', 'call me', '+43', '0664 123 45 67 89 01 23 45'])
      expect(value('phone', raw), raw).toBe('handle_invalid')
    expect(value('phone', '0664 1234567', 'XX')).toBe('handle_invalid')
    expect(value('phone', '+436641234567', 'XX')).toBe('+436641234567')
  })
})

describe('a handle', () => {
  it('written canonically stays as it is, and nothing typed makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('email' as const, 'phone' as const, 'chat' as const),
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.emailAddress(),
          fc.stringMatching(/^\+?[0-9 ()/-]{3,18}$/),
        ),
        (kind, raw) => {
          const once = value(kind, raw)
          if (once !== 'handle_invalid') expect(value(kind, once)).toBe(once)
        },
      ),
    )
  })

  it('is trusted more with time and never less', () => {
    const anyTrust = fc.constantFrom(...HANDLE_TRUSTS)
    fc.assert(
      fc.property(anyTrust, anyTrust, (known, learned) => {
        const rank = (t: typeof known) => HANDLE_TRUSTS.indexOf(t)
        expect(rank(raiseTrust(known, learned))).toBe(Math.max(rank(known), rank(learned)))
      }),
    )
  })
})
