import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId, HandoverId, MemberId, NeedId, PromiseId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant } from '../shared/time.ts'
import { close, holdsClose } from './closing.ts'
import { startConversation } from './conversation.ts'
import { accountOf, type Need, type PromiseOutcome, type Settlement, settleNeed, writeNeed } from './needs.ts'

const now = instant('2026-11-21T10:00:00Z')
const need = (id: string, priority = 1): Need =>
  writeNeed({
    id: id as NeedId,
    conversationId: 'c' as ConversationId,
    words: `${id} please`,
    priority,
    createdAt: now,
  }) as Need
const promise = (id: string, more: Partial<PromiseOutcome> = {}): PromiseOutcome => ({
  id: id as PromiseId,
  keptAt: null,
  brokenAt: null,
  releasedAt: null,
  movedAt: null,
  successorOf: null,
  ...more,
})
const settled = (n: Need, settlement: Settlement) => settleNeed(n, settlement, now) as Need
const promised = settled(need('tyres'), { as: 'promised', promiseId: 'p' as PromiseId })
const conversation = startConversation({
  id: 'c' as ConversationId,
  reference: 'K7M-4QX',
  siteId: 's' as SiteId,
  channel: 'email',
  arrivedAt: now,
})
const anna = 'anna' as MemberId

describe('a close', () => {
  it('of a simple mail asks for nothing', () => {
    expect(close(conversation, { needs: [], promises: [], handovers: [] }, anna, now)).toMatchObject({
      closedAt: now,
      closedBy: anna,
    })
  })

  it('is held by a need somebody wrote down and nobody accounted for, the highest first [S4-17] [S1-25]', () => {
    const loose = { needs: [need('colour', 2), need('brakes', 1)], promises: [], handovers: [] }
    expect(holdsClose(loose, true)).toEqual({
      refused: 'need_unaccounted',
      field: 'needs',
      values: { count: 2, needId: 'brakes' },
    })
  })

  it('is held by an open promise, until somebody says that the promise stays open [S3-21]', () => {
    const loose = { needs: [promised], promises: [promise('p')], handovers: [] }
    expect(close(conversation, loose, anna, now)).toMatchObject({ refused: 'promise_open' })
    expect(close(conversation, loose, anna, now, true)).toMatchObject({ closedAt: now })
    expect(loose.promises).toEqual([promise('p')])
  })

  it('happens once', () => {
    const closed = { ...conversation, closedAt: now }
    expect(close(closed, { needs: [], promises: [], handovers: [] }, anna, now)).toEqual({
      refused: 'conversation_closed',
    })
  })

  it('goes through exactly when every need is accounted for and no promise is open [S4-17]', () => {
    const when = fc.constantFrom(null, now)
    const anyPromise = fc
      .record({ keptAt: when, brokenAt: when, releasedAt: when, movedAt: when })
      .map((outcome) => promise('p', outcome))
    const anySettlement = fc.constantFrom<Settlement>(
      { as: 'open' },
      { as: 'met' },
      { as: 'withdrawn' },
      { as: 'promised', promiseId: 'p' as PromiseId },
      { as: 'handed_over', handoverId: 'h' as HandoverId },
    )
    fc.assert(
      fc.property(
        fc.array(anySettlement),
        fc.array(anyPromise, { maxLength: 1 }),
        when,
        (settlements, promises, acceptedAt) => {
          const needs = settlements.map((s, i) => settled(need(`n${i}`, i), s))
          const handovers = [{ id: 'h' as HandoverId, acceptedAt }]
          const accounted = needs.every((n) => accountOf(n, promises, handovers) !== null)
          const open = promises.some((p) => !p.keptAt && !p.brokenAt && !p.releasedAt && !p.movedAt)
          const result = close(conversation, { needs, promises, handovers }, anna, now)
          expect(isRefusal(result)).toBe(!accounted || open)
        },
      ),
    )
  })
})
