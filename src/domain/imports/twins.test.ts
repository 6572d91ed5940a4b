import { choiceFor, fittingNames, twinOf } from './twins.ts'

const email = (value: string) => ({ kind: 'email' as const, value })
const known = (ref: string, name: string, value: string) => ({ ref, name, handles: [email(value)] })

describe('whom a line is about', () => {
  it('is whoever shares an address under a fitting name, before who only shares it', () => {
    const family = [
      known('paul', 'Paul Huber', 'huber@x.example'),
      known('lena', 'Lena Huber', 'huber@x.example'),
    ]
    expect(twinOf({ name: 'Huber, Lena', handles: [email('huber@x.example')] }, null, family)).toEqual({
      ref: 'lena',
      reason: 'same_handle',
    })
    expect(twinOf({ name: 'Mia Huber', handles: [email('huber@x.example')] }, null, family)).toEqual({
      ref: 'paul',
      reason: 'shared_handle',
    })
    expect(twinOf({ name: 'Mia Huber', handles: [email('mia@x.example')] }, null, family)).toBeNull()
  })

  it('is first of all who was brought by the same number or line before', () => {
    expect(
      twinOf({ name: 'Mia', handles: [email('a@x.example')] }, 'mia', [known('paul', 'Mia', 'a@x.example')]),
    ).toEqual({ ref: 'mia', reason: 'brought_before' })
  })

  it('becomes somebody else where an address is only shared, unless one says so', () => {
    expect(choiceFor('shared_handle', null, 'same')).toBe('new')
    expect(choiceFor('shared_handle', 'same', 'same')).toBe('same')
    expect(choiceFor('shared_handle', null, 'leave')).toBe('leave')
    expect(choiceFor('same_handle', null, 'same')).toBe('same')
  })

  it('fits a name in any order, without accents, with a part missing', () => {
    expect(fittingNames('José Müller', 'MULLER, Jose')).toBe(true)
    expect(fittingNames('Marta', 'Marta Okafor')).toBe(true)
    expect(fittingNames('', 'Marta Okafor')).toBe(true)
    expect(fittingNames('Joerg Mueller', 'Müller, Jörg')).toBe(true)
    expect(fittingNames('Groß', 'Anna Gross')).toBe(true)
    expect(fittingNames('Paul Huber', 'Lena Huber')).toBe(false)
  })
})
