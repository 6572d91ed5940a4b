import type { MemberId, SiteId } from '../shared/ids.ts'
import { lookersOf, type Serving } from './lookers.ts'

const [here, there] = ['here', 'there'] as SiteId[] as [SiteId, SiteId]
const who = (id: string, role: string, siteId = here): Serving => ({ id: id as MemberId, role, siteId })
const gesture = (madeBy: string, limitOf = madeBy) => ({
  ...{ madeBy: madeBy as MemberId, limitOf: limitOf as MemberId, siteId: here },
})

describe('who looks at what was given beyond a limit', () => {
  it('is whoever leads at its site, never who gave it (A4)', () => {
    const all = [who('ana', 'member'), who('dina', 'manager'), who('olga', 'owner', there)]
    expect(lookersOf(gesture('ana'), all)).toEqual(['dina'])
    expect(lookersOf(gesture('dina'), all), 'nobody else leads there').toEqual(['olga'])
    expect(lookersOf(gesture('olga'), [all[2]!]), 'nobody looks at their own').toEqual([])
    expect(lookersOf(gesture('ana', 'dina'), all), 'who allowed it has thought about it').toEqual(['olga'])
    expect(lookersOf(gesture('ana', 'dina'), all.slice(0, 2)), 'nobody else leads').toEqual(['dina'])
  })

  it('is of a sensitive conversation who may read it, else who leads all the same: nothing waits for ever', () => {
    const all = [who('dina', 'manager'), who('luis', 'manager'), who('olga', 'owner', there)]
    const reads = (...ids: string[]) => lookersOf(gesture('ana', 'dina'), all, (m) => ids.includes(m.id))
    expect(reads('olga')).toEqual(['olga'])
    expect(reads('dina'), 'nobody looks at their own yes alone').toEqual(['luis'])
    expect(reads()).toEqual(['luis'])
  })
})
