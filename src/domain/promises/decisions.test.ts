import { describe, expect, it } from 'vitest'
import type { Id, MemberId, PersonId, PromiseId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import {
  breakPromise,
  keepPromise,
  type Moving,
  makePromise,
  movePromise,
  reassignPromise,
  releasePromise,
  type Saying,
  sayProgress,
  undoKeep,
} from './decisions.ts'
import { promiseStatus } from './overdue.ts'
import type { CustomerPromise } from './promise.ts'

const now = instant('2026-11-21T08:00:00Z')
const noon = instant('2026-11-21T11:00:00Z')
const later = (minutes: number) => plus(now, { minutes })
const [anna, tom] = ['anna' as MemberId, 'tom' as MemberId]
const marta = 'marta' as PersonId
const making = {
  id: 'p' as PromiseId,
  ownerId: anna,
  toPersonId: marta,
  text: ' call Marta ',
  saidAs: 'by noon',
  due: noon,
  madeBy: anna,
}
const promise = makePromise(making, now) as CustomerPromise
const settled = keepPromise(promise, later(60)) as CustomerPromise
const no = (refused: string, field?: string) => (field ? { refused, field } : { refused })

describe('making a promise', () => {
  it('says what, to whom, whose and by when (P1) [S3-21]', () => {
    expect(promise).toMatchObject({
      text: 'call Marta',
      toPersonId: marta,
      ownerId: anna,
      originalDue: noon,
      due: noon,
    })
    expect(makePromise({ ...making, text: ' ' }, now)).toEqual(no('invalid_input', 'text'))
    expect(makePromise({ ...making, toPersonId: null }, now)).toEqual(no('invalid_input', 'to'))
    expect(makePromise({ ...making, toMemberId: tom }, now)).toEqual(no('invalid_input', 'to'))
    expect(makePromise({ ...making, due: now }, now)).toEqual(no('due_in_past', 'due'))
  })

  it('that was said before it stands here keeps the moment first named, which is never the later one (P8)', () => {
    const first = later(-6000)
    expect(makePromise({ ...making, originalDue: first }, now)).toMatchObject({
      originalDue: first,
      due: noon,
    })
    expect(makePromise({ ...making, originalDue: later(6000) }, now)).toEqual(no('invalid_input', 'due'))
  })

  it('to a colleague is a promise like any other [S3-24]', () => {
    const between = { ...making, toPersonId: null, toMemberId: tom }
    expect(makePromise(between, now)).toMatchObject({ toMemberId: tom, toPersonId: null })
    expect(makePromise({ ...between, toMemberId: anna }, now)).toEqual(no('invalid_input', 'toMemberId'))
  })

  it('may have a rhythm of words on the way, until it is due', () => {
    expect(makePromise({ ...making, updateEveryMinutes: 60 }, now)).toMatchObject({
      nextUpdateDue: later(60),
    })
    expect(makePromise({ ...making, updateEveryMinutes: 240 }, now)).toMatchObject({ nextUpdateDue: null })
    expect(makePromise({ ...making, updateEveryMinutes: 0 }, now)).toEqual(
      no('invalid_input', 'updateEveryMinutes'),
    )
  })
})

describe('ending a promise', () => {
  it('is by keeping, in time or late', () => {
    expect(promiseStatus(settled, later(600))).toBe('kept')
    expect(promiseStatus(keepPromise(promise, later(181)) as CustomerPromise, later(600))).toBe('kept_late')
  })

  it('by keeping can be taken back for ten minutes, with the next word that was told', () => {
    const told = later(90)
    expect(undoKeep(settled, told, later(70))).toEqual({ ...promise, nextUpdateDue: told })
    expect(undoKeep(settled, told, later(71))).toEqual(no('promise_settled'))
    expect(undoKeep(promise, null, later(1))).toEqual(no('promise_settled'))
  })

  it('is by breaking, with a reason', () => {
    expect(breakPromise(promise, ' ', now)).toEqual(no('reason_missing', 'why'))
    expect(breakPromise(promise, 'the part is lost', now)).toMatchObject({
      brokenAt: now,
      brokenWhy: 'the part is lost',
    })
  })

  it('is by release, which only the one it was made to can give, in recorded words (P3)', () => {
    const words = 'No need to call, thanks'
    expect(releasePromise(promise, { personId: marta }, words, now)).toMatchObject({
      releasedAt: now,
      releasedWords: words,
    })
    expect(releasePromise(promise, { personId: 'eve' as PersonId }, words, now)).toEqual(
      no('only_promisee_releases'),
    )
    expect(releasePromise(promise, { memberId: anna }, words, now)).toEqual(no('only_promisee_releases'))
    expect(releasePromise(promise, { personId: marta }, '', now)).toEqual(no('reason_missing', 'words'))
  })

  it('happens once', () => {
    const again = [
      keepPromise(settled, noon),
      breakPromise(settled, 'x', noon),
      releasePromise(settled, { personId: marta }, 'x', noon),
      reassignPromise(settled, { id: tom, role: 'member', endsAt: null }, noon),
    ]
    for (const result of again) expect(result).toEqual(no('promise_settled'))
  })
})

describe('a word on the way', () => {
  const say = (saying: Partial<Saying>, p = promise, at = now) =>
    sayProgress(
      p,
      {
        id: 'u' as Id<'progress_update'>,
        kind: 'progress',
        text: '',
        saidBy: anna,
        toldBy: 'page',
        ...saying,
      },
      at,
    )
  const none = { kind: 'no_progress', reason: 'the part is on the road', nextUpdateDue: later(120) } as const

  it('"no news yet" says why and when the next word comes (P6) [S3-22]', () => {
    expect(say({ ...none, reason: ' ' })).toEqual(no('reason_missing', 'reason'))
    expect(say({ ...none, nextUpdateDue: null })).toEqual(no('next_word_missing', 'nextUpdateDue'))
    expect(say({ ...none, nextUpdateDue: now })).toEqual(no('due_in_past', 'nextUpdateDue'))
    expect(say(none)).toMatchObject({
      promise: { nextUpdateDue: later(120), due: noon },
      update: { promiseId: 'p', kind: 'no_progress', reason: 'the part is on the road', at: now },
    })
  })

  it('cannot be put so far off that nobody is reminded (P6)', () => {
    const inDays = (days: number) => say({ ...none, nextUpdateDue: later(days * 24 * 60) })
    expect(inDays(73 * 365)).toEqual(no('next_word_too_far', 'nextUpdateDue'))
    expect(inDays(365)).toMatchObject({ promise: { nextUpdateDue: later(365 * 24 * 60) } })
  })

  it('of progress says something, and a delay says why', () => {
    expect(say({})).toEqual(no('invalid_input', 'text'))
    expect(say({ kind: 'delay' })).toEqual(no('reason_missing', 'reason'))
    expect(say({ text: 'The lift is free now.' })).toMatchObject({ promise: { nextUpdateDue: null } })
  })

  it('keeps the rhythm, and ends it when all is ready', () => {
    const hourly = { ...promise, updateEveryMinutes: 60, nextUpdateDue: later(60) }
    expect(say({ text: 'Wheels are off.' }, hourly, later(50))).toMatchObject({
      promise: { nextUpdateDue: later(110) },
    })
    expect(say({ kind: 'ready', text: 'Done.' }, hourly)).toMatchObject({ promise: { nextUpdateDue: null } })
    expect(say({ text: 'Still at it.' }, hourly, later(200))).toMatchObject({
      promise: { nextUpdateDue: later(260) },
    })
  })

  it('does not make an overdue promise less overdue (P5)', () => {
    const said = say({ ...none, nextUpdateDue: later(300) }, promise, later(200)) as {
      promise: CustomerPromise
    }
    expect(promiseStatus(said.promise, later(201))).toBe('overdue')
  })

  it('is not said of a promise that is settled', () => {
    expect(say(none, settled)).toEqual(no('promise_settled'))
  })
})

describe('moving a date', () => {
  const move = (moving: Partial<Moving>, at = now) =>
    movePromise(
      promise,
      {
        newId: 'q' as PromiseId,
        due: later(480),
        reason: 'the part is late',
        toldAt: at,
        movedBy: tom,
        ...moving,
      },
      at,
    )

  it('told before the old date leaves the old one moved and its successor with the original due (P4)', () => {
    expect(move({ saidAs: 'by four' })).toMatchObject({
      outcome: 'moved',
      old: { id: 'p', movedAt: now, brokenAt: null, due: noon, originalDue: noon },
      successor: {
        id: 'q',
        successorOf: 'p',
        due: later(480),
        originalDue: noon,
        saidAs: 'by four',
        text: 'call Marta',
      },
    })
  })

  it('told too late, or not at all, is a broken promise and a new one (P4)', () => {
    const broken = { outcome: 'broken', old: { brokenWhy: 'the part is late', movedAt: null } }
    expect(move({ toldAt: null })).toMatchObject(broken)
    expect(move({}, later(181))).toMatchObject({
      ...broken,
      successor: { originalDue: later(480), successorOf: 'p' },
    })
    expect(move({ toldAt: noon }, later(181))).toMatchObject({ outcome: 'moved' })
  })

  it('needs a reason, a date ahead that is another, and word that was really given', () => {
    expect(move({ reason: '' })).toEqual(no('reason_missing', 'reason'))
    expect(move({ due: now })).toEqual(no('due_in_past', 'due'))
    expect(move({ due: noon })).toEqual(no('invalid_input', 'due'))
    expect(move({ toldAt: later(1) })).toEqual(no('invalid_input', 'toldAt'))
    expect(move({ toldAt: later(-1) })).toEqual(no('invalid_input', 'toldAt'))
  })
})

describe('another owner', () => {
  it('takes a promise over whole (P7)', () => {
    expect(reassignPromise(promise, { id: tom, role: 'member', endsAt: null }, now)).toEqual({
      ...promise,
      ownerId: tom,
    })
  })

  it('is somebody who can keep it', () => {
    expect(reassignPromise(promise, { id: tom, role: 'member', endsAt: now }, now)).toEqual(
      no('access_ended', 'ownerId'),
    )
    expect(reassignPromise(promise, { id: tom, role: 'read_only', endsAt: null }, now)).toEqual(
      no('access_ended', 'ownerId'),
    )
    const toTom = { ...promise, toPersonId: null, toMemberId: tom }
    expect(reassignPromise(toTom, { id: tom, role: 'member', endsAt: null }, now)).toEqual(
      no('invalid_input', 'ownerId'),
    )
  })
})
