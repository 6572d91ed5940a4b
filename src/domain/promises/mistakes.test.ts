import { describe, expect, it } from 'vitest'
import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'
import { escapedRate, type Mistake, mendMistake, noteMistake } from './mistakes.ts'

const now = '2026-11-23T09:12:00.000Z' as Instant
const noting = {
  ...{ id: 'm' as Id<'mistake'>, foundBy: 'us' as const, what: ' the wrong wiper blades ', cause: ' ' },
  ...{ conversationId: null, promiseId: null, siteId: 's' as SiteId, notedBy: 'ana' as MemberId },
}
const mistake = noteMistake(noting, now) as Mistake

describe('a mistake [S3-23]', () => {
  it('is noted in words, and put right in words, once; the cause may be found out later', () => {
    expect(noteMistake({ ...noting, what: ' ' }, now)).toMatchObject({ field: 'what' })
    expect(mistake).toMatchObject({
      what: 'the wrong wiper blades',
      cause: null,
      mendedAt: null,
      foundAt: now,
    })
    expect(mendMistake(mistake, { fix: ' ', cause: null }, now)).toMatchObject({ field: 'fix' })
    const mended = mendMistake(mistake, { fix: 'changed', cause: 'two alike boxes' }, now) as Mistake
    expect(mended).toMatchObject({ fix: 'changed', cause: 'two alike boxes', mendedAt: now })
    expect(mendMistake(mended, { fix: 'again', cause: null }, now)).toMatchObject({
      refused: 'changed_meanwhile',
    })
  })

  it('is counted by who found it, with its interval, in the period it was found in', () => {
    const found = (foundBy: 'us' | 'customer', days: number) => ({ foundBy, foundAt: plus(now, { days }) })
    const period = { from: now, to: plus(now, { days: 7 }) }
    expect(escapedRate([], period)).toBeNull()
    expect(escapedRate([found('us', 0), found('customer', 1), found('customer', 7)], period)).toMatchObject({
      ...{ k: 1, n: 2, share: 0.5 },
    })
  })
})
