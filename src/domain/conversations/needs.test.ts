import { describe, expect, it } from 'vitest'
import type { ConversationId, HandoverId, NeedId, PromiseId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import {
  accountOf,
  type Need,
  openNeeds,
  type PromiseOutcome,
  type Settlement,
  settleNeed,
  writeNeed,
} from './needs.ts'

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
const handed = settled(need('tyres'), { as: 'handed_over', handoverId: 'h' as HandoverId })

describe('a need', () => {
  it('is in their words and starts with nobody accounting for it', () => {
    expect(accountOf(need('tyres'), [], [])).toBeNull()
    expect(writeNeed({ ...need('x'), words: '  ' })).toMatchObject({ field: 'words' })
  })

  it('that we cannot meet has a reason and a direction [S4-15]', () => {
    const no = { as: 'cannot', why: 'no lift for vans', direction: 'Berger in Linz has one' } as const
    expect(accountOf(settled(need('van'), no), [], [])).toBe('cannot')
    expect(settleNeed(need('van'), { ...no, why: ' ' }, now)).toMatchObject({
      refused: 'reason_missing',
      field: 'why',
    })
    expect(settleNeed(need('van'), { ...no, direction: '' }, now)).toMatchObject({ field: 'direction' })
  })

  it('rests on its promise only while that stands', () => {
    expect(accountOf(promised, [promise('p')], [])).toBe('promised')
    expect(accountOf(promised, [promise('p', { keptAt: now })], [])).toBe('met')
    expect(accountOf(promised, [promise('p', { releasedAt: now })], [])).toBe('withdrawn')
    expect(accountOf(promised, [promise('p', { brokenAt: now })], [])).toBeNull()
    expect(accountOf(promised, [], [])).toBeNull()
  })

  it('follows a moved promise to the one that took its place', () => {
    const moved = promise('p', { movedAt: now })
    expect(accountOf(promised, [moved, promise('q', { successorOf: moved.id })], [])).toBe('promised')
    expect(
      accountOf(promised, [moved, promise('q', { successorOf: moved.id, brokenAt: now })], []),
    ).toBeNull()
  })

  it('is handed over only when the other accepted [S4-15]', () => {
    const id = 'h' as HandoverId
    expect(accountOf(handed, [], [{ id, acceptedAt: null }])).toBeNull()
    expect(accountOf(handed, [], [{ id, acceptedAt: now }])).toBe('handed_over')
  })

  it('that matters most to them comes first [S1-25]', () => {
    const all = [need('colour', 3), need('brakes', 1), need('tyres', 2)]
    const toTurnTo = (needs: Need[]) => openNeeds(needs, [], []).map((n) => n.words)
    expect(toTurnTo(all)).toEqual(['brakes please', 'tyres please', 'colour please'])
    expect(toTurnTo([all[0]!, settled(all[1]!, { as: 'met' }), all[2]!])).toEqual([
      'tyres please',
      'colour please',
    ])
  })
})
