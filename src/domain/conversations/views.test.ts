import fc from 'fast-check'
import { ROLES } from '../accounts/permissions.ts'
import type { InboxViewId, MemberId, TeamId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import { inOrder, mayNotChangeView, seesView, type Teamed } from './views.ts'

const now = instant('2026-11-23T09:12:00Z')
const [desk, shop] = ['desk', 'shop'] as TeamId[]
const who = (role: Teamed['role'], teams: TeamId[] = []): Teamed => ({
  ...{ id: 'ana' as MemberId, role, endsAt: null, teams },
})
const own = { ownerId: 'ana' as MemberId, teamId: null }
const others = { ownerId: 'ben' as MemberId, teamId: null }
const ofDesk = { ownerId: null, teamId: desk! }
const everybodys = { ownerId: null, teamId: null }

describe('a kept view', () => {
  it('stands among those of its member, of its team, or of everybody', () => {
    const seen = (teams: TeamId[]) =>
      [own, others, ofDesk, everybodys].map((v) => seesView(v, who('member', teams)))
    expect(seen([desk!])).toEqual([true, false, true, true])
    expect(seen([shop!])).toEqual([true, false, false, true])
  })

  it('is changed by its member, a team’s by whoever serves in it, everybody’s by those who lead', () => {
    const may = (of: typeof own | typeof everybodys, teams: TeamId[] = []) =>
      ROLES.filter((role) => mayNotChangeView(of as never, who(role, teams), now) === null)
    expect(may(own)).toEqual(ROLES)
    expect(may(others)).toEqual([])
    expect(may(everybodys)).toEqual(['owner', 'manager'])
    expect(may(ofDesk as never)).toEqual(['owner', 'manager'])
    expect(may(ofDesk as never, [desk!])).toEqual(['owner', 'manager', 'member'])
    expect(mayNotChangeView(own, { ...who('owner'), endsAt: now }, now)).toMatchObject({
      refused: 'access_ended',
    })
  })

  it('keeps its place in somebody’s order, and none is lost by it', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...('abcdefgh'.split('') as InboxViewId[])))
    fc.assert(
      fc.property(ids, ids, (all, order) => {
        const put = inOrder(
          all.map((id) => ({ id })),
          order,
        ).map((v) => v.id)
        expect(put.toSorted()).toEqual(all.toSorted())
        const placed = order.filter((id) => all.includes(id))
        expect(put).toEqual([...placed, ...all.filter((id) => !order.includes(id))])
      }),
    )
  })
})
