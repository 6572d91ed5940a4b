import { answerFrom, fromName } from './from-name.ts'

const to = (...list: string[]) => ({ to: list.map((address) => ({ name: '', address })), cc: [] })

describe('under which name a mail goes out', () => {
  it('is who writes and the house, their first name and the house, or the house alone', () => {
    expect(fromName('member_house', 'Ana Silva', 'Nordlicht Motors')).toBe('Ana Silva, Nordlicht Motors')
    expect(fromName('first_house', 'Ana Silva', 'Nordlicht Motors')).toBe('Ana, Nordlicht Motors')
    expect(fromName('house', 'Ana Silva', 'Nordlicht Motors')).toBe('Nordlicht Motors')
  })
})

describe('from which address an answer goes out', () => {
  const box = {
    address: 'desk@nordlicht.example',
    aliases: ['Tyres@nordlicht.example', 'hello@polar.example'],
  }
  it('is the one they wrote to', () => {
    expect(answerFrom(box, to('anna@mail.example', 'HELLO@polar.example'))).toBe('hello@polar.example')
    expect(answerFrom(box, to('tyres+token@nordlicht.example'))).toBe('Tyres@nordlicht.example')
    expect(answerFrom(box, { ...to(), cc: [{ name: '', address: 'hello@polar.example' }] })).toBe(
      'hello@polar.example',
    )
  })
  it('is the mailbox’s own where they wrote to another, in secret, or nobody wrote yet', () => {
    expect(answerFrom(box, to('someone@else.example'))).toBe(box.address)
    expect(answerFrom(box, null)).toBe(box.address)
  })
})
