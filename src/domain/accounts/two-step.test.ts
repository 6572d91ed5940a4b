import { instant, plus } from '../shared/time.ts'
import type { Member } from './membership.ts'
import { mayNotDemandTwoStep, mayNotResetTwoStep, mustSetUpTwoStep } from './two-step.ts'

const NOW = instant('2026-11-23T09:12:00Z')

function member(role: Member['role'], id: string): Member {
  return { id: id as never, name: id, email: '', role, job: 'manager', siteId: 's' as never, endsAt: null }
}
const [owner, manager, luis] = [member('owner', 'olga'), member('manager', 'mia'), member('member', 'luis')]

describe('two-step sign-in', () => {
  it('comes first from the day on, for those without it', () => {
    expect(mustSetUpTwoStep(null, false, NOW)).toBe(false)
    expect(mustSetUpTwoStep(plus(NOW, { minutes: 1 }), false, NOW)).toBe(false)
    expect(mustSetUpTwoStep(NOW, false, NOW)).toBe(true)
    expect(mustSetUpTwoStep(NOW, true, NOW)).toBe(false)
  })

  it('is asked of others only by who has it, and may always be asked no longer', () => {
    expect(mayNotDemandTwoStep(NOW, false)).toMatchObject({ refused: 'two_step_yours_first' })
    expect(mayNotDemandTwoStep(NOW, true)).toBeNull()
    expect(mayNotDemandTwoStep(null, false)).toBeNull()
  })

  it('is reset by a lead, an owner’s by an owner, one’s own by nobody, and never over the head of another workspace', () => {
    expect(mayNotResetTwoStep(manager, luis, 1, NOW)).toBeNull()
    expect(mayNotResetTwoStep(luis, manager, 1, NOW)).toMatchObject({ refused: 'not_allowed' })
    expect(mayNotResetTwoStep(manager, owner, 1, NOW)).toMatchObject({ refused: 'not_allowed' })
    expect(mayNotResetTwoStep(owner, member('owner', 'greta'), 1, NOW)).toBeNull()
    expect(mayNotResetTwoStep(owner, owner, 1, NOW)).toMatchObject({ refused: 'not_allowed' })
    expect(mayNotResetTwoStep(owner, luis, 2, NOW)).toMatchObject({ refused: 'two_step_elsewhere' })
  })
})
