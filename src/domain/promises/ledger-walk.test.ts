import fc from 'fast-check'
import { expect, it } from 'vitest'
import { endMember, type Member } from '../accounts/membership.ts'
import { hasAccess } from '../accounts/permissions.ts'
import { holdsClose } from '../conversations/closing.ts'
import { splitOff } from '../conversations/split.ts'
import type { ConversationId, MemberId, MessageId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import { isRefusal, type Refusal } from '../shared/refusal.ts'
import { type Instant, instant, plus } from '../shared/time.ts'
import * as decide from './decisions.ts'
import { isOpen, isOverdue, promiseStatus } from './overdue.ts'
import type { CustomerPromise } from './promise.ts'
import { successorOf } from './succession.ts'

/** The whole book, as far as promises can get lost in it. */
type Book = {
  now: Instant
  promises: (CustomerPromise & { messageId: MessageId })[]
  talks: { id: ConversationId; messages: MessageId[]; closed: boolean }[]
  members: Member[]
}

const member = (name: string, role: Member['role'] = 'member'): Member => ({
  id: name as MemberId,
  name,
  email: `${name}@example.com`,
  role,
  job: 'service_advisor',
  siteId: 's' as SiteId,
  endsAt: null,
})
const marta = 'marta' as PersonId
const anyStep = fc.record({
  act: fc.constantFrom(
    'make',
    'make',
    'move',
    'split',
    'close',
    'reassign',
    'leave',
    'leave',
    'release',
    'keep',
    'thanks',
    'write',
  ),
  which: fc.nat({ max: 7 }),
  who: fc.nat({ max: 4 }),
  minutes: fc.integer({ min: 1, max: 240 }),
  told: fc.boolean(),
  stays: fc.boolean(),
  theirs: fc.boolean(),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

function step(book: Book, s: Step, n: number): void {
  const p = book.promises[s.which % Math.max(1, book.promises.length)]
  const talk = book.talks[s.which % book.talks.length]!
  const who = book.members[s.who % book.members.length]!
  const put = (next: CustomerPromise | ReturnType<typeof decide.keepPromise>) => {
    if (p && !isRefusal(next)) book.promises[book.promises.indexOf(p)] = { ...next, messageId: p.messageId }
  }
  switch (s.act) {
    case 'write':
      talk.messages.push(`m${n}` as MessageId)
      break
    case 'make': {
      if (!hasAccess(who, book.now)) break
      // Now and then between colleagues.
      const other = book.members[(s.who + s.which) % book.members.length]!
      const colleague = s.stays && hasAccess(other, book.now) ? other : null
      const messageId = `m${n}` as MessageId
      talk.messages.push(messageId)
      const made = decide.makePromise(
        {
          ...{ id: `p${n}` as PromiseId, ownerId: who.id, madeBy: who.id },
          ...(colleague ? { toMemberId: colleague.id } : { toPersonId: marta }),
          ...{ text: `call ${n}`, due: plus(book.now, { minutes: s.minutes }), conversationId: talk.id },
        },
        book.now,
      )
      if (!isRefusal(made)) book.promises.push({ ...made, messageId })
      break
    }
    case 'keep':
      if (p) put(decide.keepPromise(p, book.now))
      break
    case 'release':
      if (p)
        put(
          decide.releasePromise(
            p,
            s.theirs
              ? p.toMemberId
                ? { memberId: p.toMemberId }
                : { personId: marta }
              : { memberId: 'x' as MemberId },
            'no need any more',
            book.now,
          ),
        )
      break
    case 'move': {
      if (!p) break
      const moved = decide.movePromise(
        p,
        {
          ...{ newId: `q${n}` as PromiseId, due: plus(book.now, { minutes: s.minutes }), movedBy: who.id },
          ...{ reason: 'the part is late', toldAt: s.told ? book.now : null },
        },
        book.now,
      )
      if (isRefusal(moved)) break
      put(moved.old)
      book.promises.push({ ...moved.successor, messageId: p.messageId })
      break
    }
    case 'reassign':
      if (p) put(decide.reassignPromise(p, who, book.now))
      break
    case 'split': {
      const here = book.promises.filter((x) => x.conversationId === talk.id)
      const newId = `c${n}` as ConversationId
      const chosen = talk.messages.filter((_, i) => (i + s.who) % 2 === 0)
      const split = splitOff({ messages: talk.messages, needs: [], promises: here }, chosen, newId)
      if (isRefusal(split)) break
      talk.messages = talk.messages.filter((m) => !split.messages.includes(m))
      book.talks.push({ id: newId, messages: [...split.messages], closed: false })
      book.promises = book.promises.map((x) =>
        split.promises.includes(x.id) ? { ...x, conversationId: newId } : x,
      )
      break
    }
    case 'close': {
      const here = book.promises.filter((x) => x.conversationId === talk.id)
      if (!holdsClose({ needs: [], promises: here, handovers: [] }, s.stays)) talk.closed = true
      break
    }
    case 'leave':
      leave(book, who)
      break
    case 'thanks':
      talk.messages.push(`thanks${n}` as MessageId)
  }
  book.now = plus(book.now, { minutes: s.minutes })
}

/** Access ends, and what is owed and was promised finds somebody before; not at all where something would stay. */
function leave(book: Book, who: Member): void {
  const end = (owed: number) => endMember(book.members[0]!, who, book.members, owed, book.now)
  const ended = end(0)
  if (isRefusal(ended)) return
  const everybody = book.members.map((m) => ({ ...m, backupId: null }))
  const successor = (except: MemberId | null) =>
    everybody.find((m) => m.id === successorOf({ ...who, backupId: null }, everybody, except, book.now))
  const open = book.promises.filter(isOpen)
  const owed = open.filter((p) => p.ownerId === who.id)
  const stays = owed.filter((p) => !successor(p.toMemberId)).length
  if (stays > 0) {
    expect(end(stays)).toMatchObject({ refused: 'promises_need_owner', values: { count: stays } })
    return
  }
  const left = { memberId: who.id }
  const put = (p: Book['promises'][number], next: CustomerPromise | Refusal) => {
    if (isRefusal(next)) expect.fail(`${p.id} is refused: ${next.refused}`)
    book.promises[book.promises.indexOf(p)] = { ...next, messageId: p.messageId }
  }
  for (const p of owed) put(p, decide.reassignPromise(p, successor(p.toMemberId)!, book.now))
  for (const p of open.filter((p) => p.toMemberId === who.id)) {
    const to = successor(p.ownerId)
    put(
      p,
      to ? decide.standForPromisee(p, to, book.now) : decide.releasePromise(p, left, 'They left.', book.now),
    )
    between += 1
  }
  book.members = book.members.map((m) => (m.id === who.id ? ended : m))
  given += owed.length
}
/** How much was given over in all, and how much of what was promised to who left was settled. */
let [given, between] = [0, 0]

it('10,000 walks of making, moving, splitting, closing, reassigning, leaving and releasing lose no promise (P1–P8) [S3-21]', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 14 }), (steps) => {
      const book: Book = {
        now: instant('2026-11-21T08:00:00Z'),
        promises: [],
        talks: [{ id: 'c' as ConversationId, messages: ['m' as MessageId], closed: false }],
        members: [member('olga', 'owner'), member('anna'), member('tom'), member('mia')],
      }
      let before: Book['promises'] = []
      steps.forEach((s, n) => {
        const messages = book.talks.flatMap((t) => t.messages).length
        step(book, s, n)
        const problem =
          lost(before, book) ?? (book.talks.flatMap((t) => t.messages).length < messages ? 'message' : null)
        if (problem) expect.fail(`${s.act} lost: ${problem}`)
        before = [...book.promises]
      })
    }),
    { numRuns: 10_000 },
  )
  // It does not keep them by letting nobody go.
  expect(Math.min(given, between)).toBeGreaterThan(50)
})

/** What of P1–P8 broke between two moments, or null. Plain comparisons: `expect` would cost most of the time. */
function lost(before: Book['promises'], book: Book): string | null {
  const now = new Map(book.promises.map((p) => [p.id, p]))
  const unique = new Set(book.promises.map((p) => p.id))
  if (unique.size !== book.promises.length) return 'a promise is there twice'
  for (const old of before) {
    const p = now.get(old.id)
    if (!p) return `${old.id} is gone (P2)`
    if (p.text !== old.text || p.originalDue !== old.originalDue || p.due !== old.due)
      return 'words or date (P1)'
    if (p.toPersonId !== old.toPersonId || (p.toMemberId === null) !== (old.toMemberId === null))
      return 'whom it was made to'
    if (!isOpen(old) && isOpen(p)) return 'an outcome (P5)'
  }
  for (const p of book.promises) {
    const talk = book.talks.find((t) => t.id === p.conversationId)
    if (!talk?.messages.includes(p.messageId)) return 'the conversation it was made in'
    const owner = book.members.find((m) => m.id === p.ownerId)!
    if (isOpen(p) && !hasAccess(owner, book.now)) return 'its owner (P7)'
    const promisee = book.members.find((m) => m.id === p.toMemberId)
    if (isOpen(p) && promisee && (promisee.id === p.ownerId || !hasAccess(promisee, book.now)))
      return 'who waits for it (P3)'
    if (p.releasedAt && p.releasedWords === null) return 'the words that released it (P3)'
    if (p.movedAt && !book.promises.some((x) => x.successorOf === p.id && x.originalDue === p.originalDue))
      return 'its successor (P4, P8)'
    if (isOverdue(p, book.now) !== (promiseStatus(p, book.now) === 'overdue'))
      return 'that it is overdue (P5)'
  }
  return null
}
