import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amongUs } from './among-us.ts'

describe('a promise’s words among those who serve', () => {
  it.each([
    ['You hear from Ana about the gearbox', 'Marta hears from Ana about the gearbox'],
    ['You’ll have the invoice', 'Marta will have the invoice'],
    ['Ana calls you', 'Ana calls Marta'],
    ['Ana calls you about your car', 'Ana calls Marta about their car'],
    ['Your car is ready', 'Marta’s car is ready'],
    ['You get your key back', 'Marta gets their key back'],
    ['Ana calls Marta about the brakes', 'Ana calls Marta about the brakes'],
    ['Sie hören von Ana', 'Marta hört von Ana'],
    ['Ana ruft Sie zurück', 'Ana ruft Marta zurück'],
    ['Ana schickt Ihnen Ihre Rechnung', 'Ana schickt Marta Martas Rechnung'],
    ['Ihr Wagen ist fertig', 'Martas Wagen ist fertig'],
    ['Ana ruft dich an', 'Ana ruft Marta an'],
    // What cannot be bent stays as it was said.
    ['Ana is there when you arrive', 'Ana is there when you arrive'],
    ['You collect it at noon', 'You collect it at noon'],
    ['Ana ruft an, sobald Sie da sind', 'Ana ruft an, sobald Sie da sind'],
    ['Dina kümmert sich, sie ruft zurück', 'Dina kümmert sich, sie ruft zurück'],
  ])('says of “%s”: “%s”', (words, said) => {
    expect(amongUs(words, 'Marta Okafor')).toBe(said)
  })

  it('calls nobody by an address or a number', () => {
    expect(amongUs('Ana calls you', 'marta@example.com')).toBe('Ana calls you')
    expect(amongUs('Ana calls you', '+49 151 5550101')).toBe('Ana calls you')
    expect(amongUs('Ana calls you', '')).toBe('Ana calls you')
  })

  it('leaves what speaks of nobody as it is, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        fc.pre(!/you|sie|ihn|ihr|dich|dir|dein|du/i.test(words))
        expect(amongUs(words, 'Marta Okafor')).toBe(words)
      }),
    )
  })
})
