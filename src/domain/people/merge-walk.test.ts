import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ConsentStep, consentFor, consentsOfAll } from '../contact/consent.ts'
import type { PersonId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, instant, plus } from '../shared/time.ts'
import { branchOf, type Merged, merge, rootOf, unmerge } from './merge.ts'
import { recognise } from './recognise.ts'

/** The whole book, as far as a merge could lose something of it. */
type Book = {
  now: Instant
  records: (Merged & { name: string; handle: string; steps: ConsentStep[] })[]
  talks: { with: PersonId; messages: { id: string; from: PersonId }[]; closed: boolean }[]
  promises: { id: string; to: PersonId; talk: number }[]
}

const PEOPLE = ['a', 'b', 'c', 'd', 'e'] as PersonId[]
const anyStep = fc.record({
  act: fc.constantFrom('merge', 'merge', 'unmerge', 'message', 'promise', 'close', 'consent'),
  one: fc.nat({ max: 4 }),
  other: fc.nat({ max: 4 }),
  yes: fc.boolean(),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

function begin(): Book {
  const records = PEOPLE.map((id) => ({
    ...{ id, name: id, handle: `${id}@example.com`, mergedInto: null, mergedAt: null, steps: [] },
  }))
  return { now: instant('2026-11-21T08:00:00Z'), records, talks: [], promises: [] }
}

function point(book: Book, id: PersonId, into: PersonId | null): void {
  const at = into ? book.now : null
  book.records = book.records.map((r) => (r.id === id ? { ...r, mergedInto: into, mergedAt: at } : r))
}

function step(book: Book, s: Step, n: number): void {
  const [one, other] = [PEOPLE[s.one]!, PEOPLE[s.other]!]
  const root = rootOf(book.records, one)
  switch (s.act) {
    case 'merge':
      if (!isRefusal(merge(book.records, root, other))) point(book, other, root)
      break
    case 'unmerge':
      if (!isRefusal(unmerge(book.records, one))) point(book, one, null)
      break
    case 'message': {
      const all = book.records.map((r) => ({
        ...{ id: r.id, rootId: rootOf(book.records, r.id), name: r.name, lastSeenAt: null },
        handles: [{ kind: 'email' as const, value: r.handle }],
      }))
      const from = recognise({ name: '', handles: [{ kind: 'email', value: `${one}@example.com` }] }, all)
      if (from.personId !== one) expect.fail('the record the address is noted with')
      const open = book.talks.find((t) => rootOf(book.records, t.with) === root && !t.closed)
      const talk = open ?? { with: one, messages: [], closed: false }
      if (!open) book.talks.push(talk)
      talk.messages.push({ id: `m${n}`, from: one })
      break
    }
    case 'promise': {
      const talk = book.talks.findIndex((t) => rootOf(book.records, t.with) === root)
      // In a conversation with one of their records: with that; else with the one that stays.
      book.promises.push({ id: `p${n}`, to: book.talks[talk]?.with ?? root, talk })
      break
    }
    case 'close': {
      const talk = book.talks[s.one % Math.max(1, book.talks.length)]
      if (talk) talk.closed = true
      break
    }
    case 'consent':
      book.records
        .find((r) => r.id === one)!
        .steps.push({
          ...{ purpose: 'offer', channel: 'email', at: book.now, expiresAt: null },
          state: s.yes ? 'express' : 'withdrawn',
        })
  }
  book.now = plus(book.now, { minutes: 1 })
}

const offers = (book: Book, id: PersonId) => {
  const root = rootOf(book.records, id)
  return consentFor(consentsOfAll(book.records, root), 'offer', 'email', book.now)
}
const underRoot = (book: Book, id: PersonId) => {
  const same = branchOf(book.records, rootOf(book.records, id))
  const talks = book.talks.filter((t) => same.includes(t.with))
  return { talks: talks.length, promises: book.promises.filter((p) => same.includes(p.to)).length }
}

it('10,000 walks of merging, unmerging, writing, promising and closing lose no message, no promise and no "no" [S3-21]', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 16 }), (steps) => {
      const book = begin()
      let messages = 0
      steps.forEach((s, n) => {
        const before = structuredClone(book)
        step(book, s, n)
        const now = book.talks.flatMap((t) => t.messages).length
        if (now < messages) expect.fail('a message')
        messages = now
        before.promises.forEach((p, i) => {
          if (book.promises[i]?.to !== p.to) expect.fail('whom a promise was made to')
        })
        // Whoever is one with another is so from both sides, and nobody is in a circle.
        for (const id of PEOPLE)
          if (!branchOf(book.records, rootOf(book.records, id)).includes(id)) expect.fail('somebody')
        if (s.act === 'merge') strictest(before, book, s)
        if (s.act === 'unmerge') apart(before, book, PEOPLE[s.one]!)
      })
    }),
    { numRuns: 10_000 },
  )
})

/** After a merge holds the stricter of both. */
function strictest(before: Book, book: Book, s: Step): void {
  const [one, other] = [PEOPLE[s.one]!, PEOPLE[s.other]!]
  if (rootOf(before.records, one) === rootOf(before.records, other)) return
  if (rootOf(book.records, one) !== rootOf(book.records, other)) return
  const either = [offers(before, one), offers(before, other)].includes('withdrawn')
  if (either && offers(book, one) !== 'withdrawn') expect.fail('a "no"')
}

/** After a merge is undone each has what was theirs, and nothing of it twice or nowhere. */
function apart(before: Book, book: Book, one: PersonId): void {
  const into = before.records.find((r) => r.id === one)!.mergedInto
  if (!into) return
  const [left, went, was] = [underRoot(book, into), underRoot(book, one), underRoot(before, one)]
  if (left.talks + went.talks !== was.talks) expect.fail('a conversation')
  if (left.promises + went.promises !== was.promises) expect.fail('a promise')
}

it('is after a merge and its undoing what it was before, whatever came first', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 12 }),
      fc.nat({ max: 4 }),
      fc.nat({ max: 4 }),
      (steps, a, b) => {
        const book = begin()
        steps.forEach((s, n) => {
          step(book, s, n)
        })
        const before = structuredClone(book)
        const [root, other] = [rootOf(book.records, PEOPLE[a]!), PEOPLE[b]!]
        if (isRefusal(merge(book.records, root, other))) return
        point(book, other, root)
        point(book, other, null)
        expect(book).toEqual(before)
      },
    ),
    { numRuns: 1000 },
  )
})
