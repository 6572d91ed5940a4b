import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId, HandoverId, MemberId, SiteId, TeamId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant, plus } from '../shared/time.ts'
import { startConversation } from './conversation.ts'
import {
  acceptHandover,
  type Colleague,
  declineHandover,
  type Handover,
  isWaiting,
  offerHandover,
} from './handover.ts'

const now = instant('2026-11-21T10:00:00Z')
const soon = plus(now, { minutes: 3 })
const workshop = 'workshop' as TeamId
const colleague = (id: string, more: Partial<Colleague> = {}): Colleague => ({
  id: id as MemberId,
  role: 'member',
  endsAt: null,
  teamIds: [],
  ...more,
})
const [anna, tom, mia] = [colleague('anna'), colleague('tom'), colleague('mia', { teamIds: [workshop] })]
const conversation = startConversation({
  id: 'c' as ConversationId,
  reference: 'K7M-4QX',
  siteId: 's' as SiteId,
  channel: 'phone',
  arrivedAt: now,
})
const offer = (to: Partial<Pick<Handover, 'toMemberId' | 'toTeamId'>>, told = 'She wants quiet tyres.') =>
  offerHandover(
    conversation,
    { id: 'h' as HandoverId, fromMemberId: anna.id, toMemberId: null, toTeamId: null, told, ...to },
    [],
    now,
  )
const offered = (to: Parameters<typeof offer>[0]) =>
  offer(to) as Exclude<ReturnType<typeof offer>, { refused: string }>

describe('a hand-over', () => {
  it('stays with who offered it until the other accepts [S4-15]', () => {
    const waiting = offered({ toMemberId: tom.id })
    expect(waiting.conversation.assigneeId).toBe(anna.id)
    expect(isWaiting(waiting.handover)).toBe(true)
    expect(acceptHandover(waiting.handover, waiting.conversation, tom, soon)).toMatchObject({
      handover: { acceptedAt: soon, acceptedBy: 'tom' },
      conversation: { assigneeId: 'tom' },
    })
  })

  it('to a team is taken by one of the team', () => {
    const { handover, conversation: c } = offered({ toTeamId: workshop })
    expect(acceptHandover(handover, c, mia, soon)).toMatchObject({ conversation: { assigneeId: 'mia' } })
    expect(acceptHandover(handover, c, tom, soon)).toEqual({ refused: 'handover_not_yours' })
    expect(acceptHandover(handover, c, { ...mia, endsAt: now }, soon)).toEqual({
      refused: 'handover_not_yours',
    })
  })

  it('is declined with a reason, and stays where it was', () => {
    const { handover } = offered({ toMemberId: tom.id })
    expect(declineHandover(handover, tom, ' ', soon)).toMatchObject({ refused: 'reason_missing' })
    expect(declineHandover(handover, tom, 'I leave at noon', soon)).toMatchObject({
      declinedWhy: 'I leave at noon',
    })
  })

  it('tells what the other needs to know, and goes to one side that is not oneself', () => {
    expect(offer({ toMemberId: tom.id }, ' ')).toMatchObject({ refused: 'reason_missing', field: 'told' })
    expect(offer({})).toMatchObject({ field: 'to' })
    expect(offer({ toMemberId: tom.id, toTeamId: workshop })).toMatchObject({ field: 'to' })
    expect(offer({ toMemberId: anna.id })).toMatchObject({ field: 'toMemberId' })
  })

  it('is offered once at a time and not from a closed conversation', () => {
    const { handover } = offered({ toMemberId: tom.id })
    expect(offerHandover(conversation, handover, [handover], now)).toEqual({ refused: 'handover_waiting' })
    expect(offerHandover({ ...conversation, closedAt: now }, handover, [], now)).toEqual({
      refused: 'conversation_closed',
    })
  })

  it('is answered once, and the conversation has exactly one owner throughout [S4-15]', () => {
    const anyAnswer = fc.record({ who: fc.constantFrom(anna, tom, mia), accept: fc.boolean() })
    const to = fc.constantFrom({ toMemberId: tom.id }, { toTeamId: workshop })
    fc.assert(
      fc.property(to, fc.array(anyAnswer), (target, answers) => {
        let { handover, conversation: c } = offered(target)
        let answered = 0
        for (const { who, accept } of answers) {
          const result = accept
            ? acceptHandover(handover, c, who, soon)
            : declineHandover(handover, who, 'busy', soon)
          if (isRefusal(result)) continue
          answered += 1
          if ('handover' in result) [handover, c] = [result.handover, result.conversation]
          else handover = result
          expect(c.assigneeId).toBe(handover.acceptedBy ?? anna.id)
        }
        expect(answered).toBeLessThanOrEqual(1)
      }),
    )
  })
})
