import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import { answerFriction, type Friction, noteFriction } from './friction.ts'

const NOW = '2026-11-21T10:00:00.000Z' as Instant
const olga = 'olga' as MemberId
const rule = {
  id: 'r' as Id<'house_rule'>,
  name: 'No refund without a receipt',
  ownerId: olga,
  retiredAt: null,
}
const noting = {
  id: 'f' as Id<'friction'>,
  personId: null,
  conversationId: null,
  siteId: 'here' as SiteId,
  by: 'ana' as MemberId,
  words: ' ',
}

describe('what kept us from helping', () => {
  it('is noted without a word, and answered by whoever answers for the rule, once, in words [S1-08]', () => {
    const noted = noteFriction(noting, rule, NOW) as Friction
    expect(noted).toMatchObject({ words: null, answer: null, at: NOW })
    const answer = { answer: 'changed', words: 'You decide it up to 50.', by: olga } as const
    expect(answerFriction(noted, rule, { ...answer, by: noting.by }, NOW)).toMatchObject({
      refused: 'not_allowed',
    })
    expect(answerFriction(noted, rule, { ...answer, words: '' }, NOW)).toMatchObject({
      refused: 'reason_missing',
    })
    const answered = answerFriction(noted, rule, answer, NOW) as Friction
    expect(answered).toMatchObject({ answer: 'changed', answeredBy: olga })
    expect(answerFriction(answered, rule, answer, NOW)).toMatchObject({ refused: 'changed_meanwhile' })
    expect(noteFriction(noting, { ...rule, retiredAt: NOW }, NOW)).toMatchObject({ refused: 'not_found' })
  })
})
