import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReplyAddress, readReplyToken, replyAddress, replyToken } from './reply-token.ts'

const secret = Buffer.from('a secret of the workspace')
const id = '0193d0a4-7c1e-7000-8000-0123456789ab'
const mailbox = 'inbox@garage.example'

describe('the signed reply address', () => {
  it('carries the conversation there and back, in any case of letters', () => {
    const address = replyAddress(mailbox, id, secret)!
    expect(address).toMatch(/^inbox\+[a-z2-7]{40}@garage\.example$/)
    expect(readReplyAddress(address, mailbox, secret)).toBe(id)
    expect(readReplyAddress(address.toUpperCase(), 'Inbox@Garage.example', secret)).toBe(id)
  })

  it('refuses another mailbox, another secret, and no token at all', () => {
    const address = replyAddress(mailbox, id, secret)!
    expect(readReplyAddress(address, 'other@garage.example', secret)).toBeNull()
    expect(readReplyAddress(address, mailbox, Buffer.from('another'))).toBeNull()
    expect(readReplyToken(replyToken(id, mailbox, secret), 'sales@garage.example', secret)).toBeNull()
    for (const given of [mailbox, 'inbox+news@garage.example', 'inbox+@garage.example', '', '@', 'x']) {
      expect(readReplyAddress(given, mailbox, secret)).toBeNull()
    }
  })

  it('refuses a token in which one letter was changed', () => {
    const token = replyToken(id, mailbox, secret)
    fc.assert(
      fc.property(fc.nat(39), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), (at, letter) => {
        fc.pre(token[at] !== letter)
        expect(readReplyToken(token.slice(0, at) + letter + token.slice(at + 1), mailbox, secret)).toBeNull()
      }),
    )
  })

  it('survives every folding of its case, for every conversation', () => {
    const folds = fc.array(fc.boolean(), { minLength: 90, maxLength: 90 })
    fc.assert(
      fc.property(fc.uuid(), folds, (any, fold) => {
        const address = replyAddress(mailbox, any, secret)!
        const folded = [...address].map((c, n) => (fold[n] ? c.toUpperCase() : c)).join('')
        expect(readReplyAddress(folded, mailbox, secret)).toBe(any)
      }),
    )
  })

  it('refuses what was cut, grown or made up', () => {
    const token = replyToken(id, mailbox, secret)
    const made = fc.oneof(
      fc.nat(39).map((at) => token.slice(0, at)),
      fc.nat(39).map((at) => token.slice(at + 1)),
      fc.string({ minLength: 1 }).map((more) => token + more),
      fc.string({
        unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
        minLength: 40,
        maxLength: 40,
      }),
    )
    fc.assert(
      fc.property(made, (given) => {
        expect(readReplyAddress(`inbox+${given}@garage.example`, mailbox, secret)).toBeNull()
      }),
    )
  })

  it('gives none when the address would be longer than mail allows', () => {
    expect(replyAddress(`${'a'.repeat(24)}@x.example`, id, secret)).toBeNull()
    expect(replyAddress(`${'a'.repeat(23)}@x.example`, id, secret)).not.toBeNull()
  })
})
