import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConversationId, MemberId, MessageId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, instant, later, plus } from '../shared/time.ts'
import { close } from './closing.ts'
import { answer, type Conversation, receive, startConversation } from './conversation.ts'
import * as merging from './merge.ts'
import { snooze } from './snooze.ts'
import { splitOff } from './split.ts'
import { groupOf, lived, type Merge, ownIn, rootOf, takeOut } from './unmerge.ts'

type Talk = Conversation & merging.Last & { heldBecause: string | null }
type Message = merging.Placed & {
  id: MessageId
  person: PersonId | null
  direction: 'in' | 'out'
  at: Instant
}
type Promised = merging.Placed & { id: PromiseId; messageId: MessageId; person: PersonId }
/** The whole book, as far as words and promises can get lost in it. */
type Book = {
  now: Instant
  talks: Map<ConversationId, Talk>
  merges: Merge[]
  messages: Message[]
  promises: Promised[]
  /** Where each belongs by a second, plain account: split is the only act that changes it. */
  homes: Map<string, ConversationId>
  /** When each began: what is known of one whose words were all split off. */
  begun: Map<ConversationId, Instant>
}

const [marta, ben] = ['marta', 'ben'] as PersonId[]
const olga = 'olga' as MemberId
const anyStep = fc.record({
  act: fc.constantFrom(
    ...(['begin', 'merge', 'merge', 'merge', 'unmerge', 'unmerge', 'message', 'message', 'reply'] as const),
    ...(['promise', 'close', 'snooze', 'split'] as const),
  ),
  which: fc.nat({ max: 9 }),
  other: fc.nat({ max: 9 }),
  minutes: fc.integer({ min: 1, max: 90 }),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

function begin(book: Book, name: string, personId: PersonId | null): void {
  book.now = plus(book.now, { minutes: 1 })
  const id = name as ConversationId
  const site = 's' as SiteId
  const begun = startConversation({
    ...{ id, personId, reference: name, siteId: site, channel: 'email', subject: name, arrivedAt: book.now },
  })
  book.talks.set(id, { ...begun, heldBecause: null, lastActivityAt: book.now, lastLine: '' })
  book.begun.set(id, book.now)
  write(book, id, `${name}-first`, 'in')
}

/** A word that is for `home` is filed where its words stand now, and remembers whom it is for. */
function write(book: Book, home: ConversationId, name: string, direction: 'in' | 'out'): Message {
  const root = rootOf(home, book.merges)
  const c = book.talks.get(root)!
  const message: Message = {
    ...{ id: name as MessageId, person: book.talks.get(home)!.personId, direction, at: book.now },
    ...{ conversationId: root, originConversationId: root === home ? null : home },
  }
  book.messages.push(message)
  book.homes.set(message.id, home)
  const next = direction === 'in' ? receive(c, book.now, false) : answer(c, book.now, olga)
  book.talks.set(root, { ...c, ...next, lastActivityAt: book.now, lastLine: name })
  return message
}

function move(book: Book, placed: (p: merging.Placed) => merging.Placed): void {
  book.messages = book.messages.map((m) => ({ ...m, ...placed(m) }))
  book.promises = book.promises.map((p) => ({ ...p, ...placed(p) }))
}

function merge(book: Book, a: Talk, b: Talk): boolean {
  if (merging.mayNotMerge(b, a)) return false
  const [before, after] = [merging.factsOf(a), merging.unite(a, b, book.now)]
  book.merges.push({ survivorId: a.id, mergedId: b.id, mergedAt: book.now, before, after })
  book.talks.set(a.id, { ...a, ...after })
  move(book, (p) => merging.goAlong(p, b.id, a.id))
  return true
}

/** What was said last in some conversations, as their messages tell it. */
function lastIn(book: Book, ids: readonly ConversationId[]): merging.Last {
  const own = book.messages.filter((m) => ids.includes(merging.homeOf(m)))
  const at = (d: 'in' | 'out') => own.filter((m) => m.direction === d).at(-1)?.at ?? null
  const lastOf = (id: ConversationId) =>
    own.findLast((m) => merging.homeOf(m) === id)?.at ?? book.begun.get(id)!
  const lastActivityAt = ids.map(lastOf).reduce(later)
  return { lastInAt: at('in'), lastOutAt: at('out'), lastActivityAt, lastLine: own.at(-1)?.id ?? '' }
}

function unmerge(book: Book, gone: Merge): void {
  const root = rootOf(gone.survivorId, book.merges)
  const group = new Set(groupOf(gone.mergedId, book.merges))
  const facts = new Map([...book.talks].map(([id, c]) => [id, merging.factsOf(c)]))
  const united = book.talks.get(root)!
  const lastOf = (ids: readonly ConversationId[]) => lastIn(book, ids)
  const rest = groupOf(root, book.merges).filter((id) => !group.has(id))
  const meanwhile = (ids: readonly ConversationId[], { mergedAt } = gone) => ({
    ...{ mergedAt, last: lastOf(ids), answeredBy: olga, acceptedBy: null },
    ...{ closedAt: united.closedAt, sensitive: united.sensitive },
    personId: lastOf(ids).lastActivityAt > mergedAt ? united.personId : null,
  })
  const out = takeOut(gone, book.merges, facts, (f, m) => lived(f, meanwhile(ownIn(m, book.merges), m)))
  for (const [id, f] of out.facts) book.talks.set(id, { ...book.talks.get(id)!, ...f })
  const b = book.talks.get(gone.mergedId)!
  book.talks.set(b.id, { ...b, ...lived(merging.factsOf(b), meanwhile([...group])), ...lastOf([...group]) })
  book.talks.set(root, { ...book.talks.get(root)!, ...lastOf(rest) })
  book.merges = [...out.merges]
  move(book, (p) => merging.comeBack(p, root, group, gone.mergedId))
}

function step(book: Book, s: Step, n: number): void {
  book.now = plus(book.now, { minutes: s.minutes })
  const all = [...book.talks.values()]
  const open = all.filter((c) => !book.merges.some((m) => m.mergedId === c.id))
  const any = all[s.which % all.length]!
  const root = open[s.which % open.length]!
  switch (s.act) {
    case 'begin':
      begin(book, `c${n}`, [marta!, marta!, ben!, null][s.which % 4]!)
      return
    case 'message':
      write(book, any.id, `m${n}`, 'in')
      return
    case 'reply': {
      const said = book.messages[s.which % book.messages.length]!
      write(book, merging.homeOf(said), `r${n}`, 'out')
      return
    }
    case 'promise': {
      const home = any.personId ? any.id : null
      if (!home) return
      const message = write(book, home, `p${n}-said`, 'out')
      const { conversationId, originConversationId } = message
      const id = `p${n}` as PromiseId
      book.promises.push({
        id,
        messageId: message.id,
        person: any.personId!,
        conversationId,
        originConversationId,
      })
      book.homes.set(id, home)
      return
    }
    case 'close': {
      const closed = close(root, { needs: [], promises: [], handovers: [] }, olga, book.now)
      if (!isRefusal(closed)) book.talks.set(root.id, { ...root, ...closed })
      return
    }
    case 'snooze': {
      const asleep = snooze(root, plus(book.now, { minutes: s.minutes * 9 }), olga, book.now)
      if (!isRefusal(asleep)) book.talks.set(root.id, { ...root, ...asleep })
      return
    }
    case 'merge': {
      merge(book, root, open[s.other % open.length]!)
      return
    }
    case 'unmerge': {
      const gone = book.merges[s.which % Math.max(1, book.merges.length)]
      if (gone) unmerge(book, gone)
      return
    }
    case 'split': {
      const here = book.messages.filter((m) => m.conversationId === root.id)
      const chosen = here.filter((_, i) => (i + s.other) % 2 === 0).map((m) => m.id)
      const to = `s${n}` as ConversationId
      const promises = book.promises.filter((p) => p.conversationId === root.id)
      const split = splitOff({ messages: here.map((m) => m.id), needs: [], promises }, chosen, to)
      if (isRefusal(split)) return
      book.talks.set(to, { ...root, id: to, reference: to })
      book.begun.set(to, book.begun.get(root.id)!)
      const going = new Set<string>([...split.messages, ...split.promises])
      const gone = { conversationId: to, originConversationId: null }
      book.messages = book.messages.map((m) => (going.has(m.id) ? { ...m, ...gone } : m))
      book.promises = book.promises.map((p) => (going.has(p.id) ? { ...p, ...gone } : p))
      for (const id of going) book.homes.set(id, to)
      for (const id of [root.id, to])
        book.talks.set(id, { ...book.talks.get(id)!, ...lastIn(book, groupOf(id, book.merges)) })
    }
  }
}

function walk(steps: readonly Step[]): Book {
  const book: Book = {
    now: instant('2026-11-23T08:00:00Z'),
    ...{ talks: new Map(), merges: [], messages: [], promises: [] },
    ...{ homes: new Map(), begun: new Map() },
  }
  begin(book, 'a', marta!)
  begin(book, 'b', marta!)
  begin(book, 'c', ben!)
  begin(book, 'd', null)
  for (const [n, s] of steps.entries()) {
    step(book, s, n)
    const problem = lost(book)
    if (problem) expect.fail(`${s.act} lost ${problem}`)
  }
  return book
}

it('10,000 walks of merging, unmerging, splitting, writing, answering, promising and closing keep every word and promise once, with its person', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 2, maxLength: 16 }), (steps) => {
      walk(steps)
    }),
    { numRuns: 10_000 },
  )
})

it('a merge taken back at once leaves everything as it was, wherever the walk had come to', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), fc.nat(9), fc.nat(9), (steps, i, j) => {
      const book = walk(steps)
      const open = [...book.talks.values()].filter((c) => !book.merges.some((m) => m.mergedId === c.id))
      const before = structuredClone({ ...book })
      if (!merge(book, open[i % open.length]!, open[j % open.length]!)) return
      unmerge(book, book.merges.at(-1)!)
      expect(book).toEqual(before)
    }),
    { numRuns: 2_000 },
  )
})

it('taken apart to the last, every conversation holds what is its own and nothing else', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 16 }), fc.nat(), (steps, seed) => {
      const book = walk(steps)
      while (book.merges.length > 0) unmerge(book, book.merges[seed % book.merges.length]!)
      for (const p of [...book.messages, ...book.promises])
        expect([p.conversationId, p.originConversationId]).toEqual([book.homes.get(p.id), null])
    }),
    { numRuns: 2_000 },
  )
})

/** What got lost, doubled or to somebody else's; null for nothing. Plain comparisons: `expect` would cost most of the time. */
function lost(book: Book): string | null {
  const placed = [...book.messages, ...book.promises]
  if (placed.length !== book.homes.size || new Set(placed.map((p) => p.id)).size !== placed.length)
    return 'or doubled something'
  for (const p of placed) {
    const home = book.homes.get(p.id)!
    if (merging.homeOf(p) !== home) return `where ${p.id} belongs`
    if (p.conversationId !== rootOf(home, book.merges)) return `where ${p.id} stands`
    const who = book.talks.get(p.conversationId)!.personId
    if (p.person !== null && p.person !== who) return `whose ${p.id} is`
  }
  for (const p of book.promises) {
    const said = book.messages.find((m) => m.id === p.messageId)
    if (said?.conversationId !== p.conversationId) return `the words of ${p.id}`
  }
  for (const m of book.merges)
    if (book.merges.filter((x) => x.mergedId === m.mergedId).length > 1) return 'a conversation into two'
  return null
}
