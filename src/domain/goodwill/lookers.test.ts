import type { MemberId, SiteId } from '../shared/ids.ts'
import { lookersOf, type Serving } from './lookers.ts'

const [here, there] = ['here', 'there'] as SiteId[] as [SiteId, SiteId]
const who = (id: string, role: string, siteId = here): Serving => ({ id: id as MemberId, role, siteId })
const gesture = (madeBy: string, siteId = here) => ({ madeBy: madeBy as MemberId, siteId })

describe('who looks at what was given beyond a limit', () => {
  it('is whoever leads at its site, never who gave it (A4)', () => {
    const all = [who('ana', 'member'), who('dina', 'manager'), who('olga', 'owner', there)]
    expect(lookersOf(gesture('ana'), all)).toEqual(['dina'])
    expect(lookersOf(gesture('dina'), all), 'nobody else leads there').toEqual(['olga'])
    expect(lookersOf(gesture('olga'), [all[2]!]), 'nobody looks at their own').toEqual([])
  })
})
