import { describe, expect, it } from 'vitest'
import type { PersonId } from '../shared/ids.ts'
import { changePerson, createPerson, displayName, initials, type Person } from './person.ts'

const id = 'p' as PersonId
const marta = createPerson(id, { name: ' Marta  Huber ', languages: ['de-AT', 'en', 'de-AT'] }) as Person

describe('a person', () => {
  it('is whole without a name, an address or a purchase [S0-15] [S1-02]', () => {
    expect(createPerson(id, {})).toEqual({
      id: 'p',
      name: '',
      sayName: null,
      languages: [],
      approach: 'welcome',
      goodToKnow: '',
      accessNeeds: null,
      sensitive: false,
    })
  })

  it('has no field for wealth, looks, lead quality or gender [S0-04]', () => {
    expect(Object.keys(marta).join()).not.toMatch(/wealth|income|value|spent|looks|lead|sureness|gender|sex/i)
  })

  it('is tidied and checked, with the field named', () => {
    expect(marta).toMatchObject({ name: 'Marta Huber', languages: ['de-AT', 'en'] })
    expect(changePerson(marta, { sayName: '  ', approach: 'ask' })).toMatchObject({
      sayName: null,
      approach: 'ask',
    })
    expect(changePerson(marta, { languages: ['German!'] })).toMatchObject({ field: 'languages' })
    expect(changePerson(marta, { name: 'x'.repeat(201) })).toMatchObject({
      refused: 'too_large',
      field: 'name',
    })
  })
})

describe('a name on screen', () => {
  it('is the name, else the handle we are surest of, else someone', () => {
    const typed = { kind: 'phone', shown: '0664 1', trust: 'typed' } as const
    const seen = { kind: 'email', shown: 'm@example.com', trust: 'seen' } as const
    const chat = { kind: 'chat', shown: 'c-81', trust: 'verified' } as const
    expect(displayName(marta, [seen], 'Someone')).toBe('Marta Huber')
    expect(displayName({ name: '' }, [typed, seen, chat], 'Someone')).toBe('m@example.com')
    expect(displayName({ name: ' ' }, [chat], 'Jemand')).toBe('Jemand')
  })

  it('has initials in any script', () => {
    const cases = {
      'Marta Huber': 'MH',
      cher: 'C',
      'José María Ruiz': 'JR',
      'Ελένη Π.': 'ΕΠ',
      '山田 太郎': '山太',
      '': '',
      '—': '',
    }
    for (const [name, letters] of Object.entries(cases)) expect(initials(name)).toBe(letters)
  })
})
