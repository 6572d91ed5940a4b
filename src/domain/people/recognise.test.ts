import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import { type Candidate, recognise } from './recognise.ts'

const mail = { kind: 'email', value: 'huber@example.com' } as const
const phone = { kind: 'phone', value: '+436641234567' } as const
const person = (
  id: string,
  name: string,
  handles: Candidate['handles'],
  seen: string | null = null,
): Candidate => ({
  id: id as PersonId,
  name,
  handles,
  lastSeenAt: seen ? instant(seen) : null,
})
const marta = person('marta', 'Marta Huber', [mail, phone], '2026-03-01T00:00:00Z')
const jakob = person('jakob', 'Jakob Huber', [mail], '2026-10-01T00:00:00Z')
const tom = person('tom', 'Tom Berger', [phone])

describe('recognising somebody', () => {
  it('knows the only person with the address, whatever name stands there [S1-26]', () => {
    expect(recognise({ name: 'Someone Else', handles: [mail] }, [marta, tom])).toEqual({
      personId: 'marta',
      why: 'only_one',
      others: [],
    })
  })

  it('goes by the name when a family shares an address, in any order and spelling', () => {
    for (const name of ['Marta Huber', 'HUBER, Märta'])
      expect(recognise({ name, handles: [mail] }, [jakob, marta])).toEqual({
        personId: 'marta',
        why: 'name_matches',
        others: ['jakob'],
      })
  })

  it('else takes who was here last, and says so', () => {
    expect(recognise({ name: '', handles: [mail] }, [marta, jakob])).toMatchObject({
      personId: 'jakob',
      why: 'last_seen',
    })
  })

  it('takes several records of one person for one, and the one that stays where it has the handle', () => {
    const at = { kind: 'email' as const, value: 'lena@huber.example' }
    const of = (id: string, rootId: string) => ({
      ...{ id: id as PersonId, rootId: rootId as PersonId, name: '', handles: [at], lastSeenAt: null },
    })
    const sender = { name: '', handles: [at] }
    const only = { why: 'only_one', others: [] }
    expect(recognise(sender, [of('a', 'b'), of('b', 'b')])).toEqual({ personId: 'b', ...only })
    expect(recognise(sender, [of('a', 'b')])).toEqual({ personId: 'a', ...only })
    expect(recognise(sender, [of('a', 'a'), of('c', 'd')]).others).toEqual(['d'])
  })

  it('believes the surer handle first', () => {
    expect(recognise({ name: '', handles: [mail, phone] }, [jakob, tom])).toMatchObject({ personId: 'jakob' })
    expect(recognise({ name: '', handles: [phone, mail] }, [jakob, tom])).toMatchObject({ personId: 'tom' })
  })

  it('meets somebody new when nobody has the handle', () => {
    expect(recognise({ name: 'Marta Huber', handles: [] }, [marta])).toMatchObject({
      personId: null,
      why: 'nobody_known',
    })
  })

  it('decides the same however the candidates are listed', () => {
    const all = [marta, jakob, tom]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 3 }),
        fc.constantFrom('', 'Tom Berger'),
        (shuffled, name) => {
          const sender = { name, handles: [phone] }
          expect(recognise(sender, shuffled).personId).toBe(recognise(sender, all).personId)
        },
      ),
    )
  })
})
