import { describe, expect, it } from 'vitest'
import type { ConversationId, MemberId, SiteId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import {
  answer,
  assign,
  type Conversation,
  changeConversation,
  confirmHeardBack,
  declineHelp,
  greet,
  hearBack,
  leave,
  mayRead,
  receive,
  startConversation,
} from './conversation.ts'

const now = instant('2026-11-21T10:00:00Z')
const soon = plus(now, { minutes: 5 })
const [anna, tom] = ['anna' as MemberId, 'tom' as MemberId]
const visit = startConversation({
  id: 'c' as ConversationId,
  reference: 'K7M-4QX',
  siteId: 's' as SiteId,
  channel: 'walk_in',
  arrivedAt: now,
})
const closed: Conversation = { ...visit, closedAt: now, closedBy: anna }
const member = (id: MemberId, role: 'manager' | 'member' | 'read_only' = 'member') => ({
  id,
  role,
  endsAt: null,
})

describe('a conversation', () => {
  it('begins without an account, a name or a subject', () => {
    expect(visit).toMatchObject({ personId: null, subject: '', greetedAt: null, sensitive: false })
  })

  it('keeps its first greeting [S4-10]', () => {
    const greeted = greet(visit, anna, soon) as Conversation
    expect(greet(greeted, tom, plus(soon, { hours: 1 }))).toMatchObject({ greetedAt: soon, greetedBy: anna })
  })

  it('"just looking" is greeted, served by nobody and not approached again [S4-14] [S4-29]', () => {
    const served = assign(visit, member(tom), now) as Conversation
    expect(declineHelp(served, anna, soon)).toMatchObject({
      greetedAt: soon,
      helpDeclinedAt: soon,
      assigneeId: null,
    })
  })

  it('is given only to somebody who can serve', () => {
    expect(assign(visit, member(tom), now)).toMatchObject({ assigneeId: tom })
    expect(assign(visit, null, now)).toMatchObject({ assigneeId: null })
    expect(assign(visit, { ...member(tom), endsAt: now }, now)).toMatchObject({ refused: 'access_ended' })
    expect(assign(visit, member(tom, 'read_only'), now)).toMatchObject({ refused: 'access_ended' })
  })

  it('says back what was heard, and asks again when the words change [S1-13] [S3-19]', () => {
    const heard = hearBack(visit, ' New tyres, quiet ones. ', now) as Conversation
    const confirmed = confirmHeardBack(heard, soon) as Conversation
    expect(confirmed).toMatchObject({ heardBack: 'New tyres, quiet ones.', heardConfirmedAt: soon })
    expect(hearBack(confirmed, 'Winter tyres', soon)).toMatchObject({ heardConfirmedAt: null })
    expect(hearBack(visit, '  ', now)).toMatchObject({ field: 'words' })
    expect(confirmHeardBack(visit, now)).toMatchObject({ refused: 'invalid_input' })
  })

  it('wakes on their answer, and not on an absence note', () => {
    const asleep: Conversation = { ...visit, snoozedUntil: plus(now, { days: 1 }), snoozedBy: anna }
    expect(receive(asleep, soon, false)).toMatchObject({ snoozedUntil: null, wokeAt: soon, lastInAt: soon })
    expect(receive(asleep, soon, true)).toBe(asleep)
  })

  it('counts the first answer of a person as the greeting, and no automatic one', () => {
    expect(answer(visit, soon, anna)).toMatchObject({ greetedAt: soon, greetedBy: anna, lastOutAt: soon })
    expect(answer(visit, soon, null)).toBe(visit)
  })

  it('once closed is not served on', () => {
    const refusals = [
      greet(closed, anna, soon),
      leave(closed, soon),
      assign(closed, null, soon),
      hearBack(closed, 'x', soon),
    ]
    for (const refusal of refusals) expect(refusal).toEqual({ refused: 'conversation_closed' })
  })

  it('that is sensitive is read by those who help in it, and by leads while it is nobody’s [S4-12]', () => {
    const sensitive = changeConversation(visit, { intent: 'sensitive' })
    expect(mayRead(visit, member(tom), [])).toBe(true)
    expect(mayRead(sensitive, member(tom), [])).toBe(false)
    expect(mayRead(sensitive, member(tom), [tom])).toBe(true)
    expect(mayRead(sensitive, member(tom, 'manager'), [])).toBe(true)
    expect(mayRead({ ...sensitive, assigneeId: anna }, member(tom, 'manager'), [])).toBe(false)
    expect(mayRead({ ...sensitive, assigneeId: anna }, member(anna), [])).toBe(true)
  })
})
