import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Id, MemberId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant, plus } from '../shared/time.ts'
import * as decide from './decisions.ts'
import { isOpen, promiseStatus } from './overdue.ts'
import { type CustomerPromise, UPDATE_KINDS } from './promise.ts'
import { successorOf } from './succession.ts'

const start = instant('2026-11-21T08:00:00Z')
const members = ['anna', 'tom', 'mia'] as MemberId[]
const persons = ['marta', 'jakob'] as PersonId[]
const words = fc.constantFrom('', 'the part is late', 'no need any more')

const anyAct = fc.record({
  act: fc.constantFrom(
    ...(['make', 'make', 'keep', 'break', 'release', 'say', 'move', 'move', 'reassign'] as const),
    ...(['leave', 'wait'] as const),
  ),
  which: fc.nat({ max: 5 }),
  member: fc.constantFrom(...members),
  person: fc.constantFrom(...persons),
  minutes: fc.integer({ min: -60, max: 300 }),
  wait: fc.integer({ min: 0, max: 120 }),
  kind: fc.constantFrom(...UPDATE_KINDS),
  told: fc.option(fc.integer({ min: -200, max: 10 })),
  words,
  role: fc.constantFrom('member' as const, 'read_only' as const),
})
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never

/** One act on one promise: what stands in the ledger afterwards in its place (a successor is added behind), or no change. */
function apply(
  p: CustomerPromise,
  a: Act,
  now: CustomerPromise['due'],
  newId: string,
  gone: ReadonlySet<MemberId>,
): CustomerPromise[] {
  const due = plus(now, { minutes: a.minutes })
  const toldAt = a.told === null ? null : plus(now, { minutes: a.told })
  const to = { id: a.member, role: a.role, endsAt: gone.has(a.member) ? start : null }
  const saying = {
    id: newId as Id<'progress_update'>,
    kind: a.kind,
    text: a.words,
    reason: a.words,
    nextUpdateDue: due,
  }
  const moving = { newId: newId as PromiseId, due, reason: a.words, toldAt, movedBy: a.member }
  switch (a.act) {
    case 'keep':
      return decided(decide.keepPromise(p, now))
    case 'break':
      return decided(decide.breakPromise(p, a.words, now))
    case 'release':
      return decided(
        decide.releasePromise(
          p,
          a.minutes % 2 ? { personId: a.person } : { memberId: a.member },
          a.words,
          now,
        ),
      )
    case 'reassign':
      return decided(decide.reassignPromise(p, to, now))
    case 'say': {
      const said = decide.sayProgress(p, { ...saying, saidBy: a.member, toldBy: 'page' }, now)
      return isRefusal(said) ? [p] : [said.promise]
    }
    case 'move': {
      const moved = decide.movePromise(p, moving, now)
      return isRefusal(moved) ? [p] : [moved.old, moved.successor]
    }
    default:
      return [p]
  }
  function decided(result: ReturnType<typeof decide.keepPromise>): CustomerPromise[] {
    return isRefusal(result) ? [p] : [result]
  }
}

const HERE = 'here' as SiteId
/** Everybody with who has left; Mia leads and stays, Anna stands in for Tom. */
const colleagues = (gone: ReadonlySet<MemberId>) =>
  members.map((id) => ({
    ...{ id, siteId: HERE, role: id === 'mia' ? ('owner' as const) : ('member' as const) },
    ...{ endsAt: gone.has(id) ? start : null, backupId: id === 'tom' ? ('anna' as MemberId) : null },
  }))

/** Somebody leaves: each open promise of theirs goes to who takes over. */
function leave(ledger: CustomerPromise[], who: MemberId, gone: Set<MemberId>, now: CustomerPromise['due']) {
  gone.add(who)
  const everybody = colleagues(gone)
  return ledger.map((p) => {
    if (p.ownerId !== who || !isOpen(p)) return p
    const to = everybody.find(
      (m) => m.id === successorOf(everybody.find((x) => x.id === who)!, everybody, p.toMemberId, now),
    )
    return decide.reassignPromise(p, to!, now) as CustomerPromise
  })
}

it('no sequence of acts loses a promise or changes what was promised; overdue ends only by an act (P1–P5, P7) [S3-21]', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
      let now = start
      let ledger: CustomerPromise[] = []
      const gone = new Set<MemberId>()
      acts.forEach((a, i) => {
        const before = ledger
        const statusBefore = new Map(before.map((p) => [p.id, promiseStatus(p, now)]))
        if (a.act === 'make') {
          const due = plus(now, { minutes: a.minutes })
          const made = decide.makePromise(
            {
              id: `p${i}` as PromiseId,
              ownerId: gone.has(a.member) ? ('mia' as MemberId) : a.member,
              toPersonId: a.person,
              text: `t${i}`,
              due,
              madeBy: a.member,
            },
            now,
          )
          if (!isRefusal(made)) ledger = [...ledger, made]
        } else if (a.act === 'leave') {
          if (a.member !== 'mia') ledger = leave(ledger, a.member, gone, now)
        } else if (ledger.length > 0) {
          const at = a.which % ledger.length
          const [changed, ...added] = apply(ledger[at]!, a, now, `q${i}`, gone)
          ledger = [...ledger.map((p, j) => (j === at ? changed! : p)), ...added]
        }
        const acted =
          before.length > 0 && a.act !== 'make' && a.act !== 'leave'
            ? before[a.which % before.length]!.id
            : null
        const after = plus(now, { minutes: a.wait })
        for (const old of before) {
          const same = ledger.find((p) => p.id === old.id)!
          // P1, P2, P7: it is still there, with the same words, date and promisee, and one owner.
          expect(same).toMatchObject({ text: old.text, originalDue: old.originalDue, due: old.due })
          expect([same.toPersonId, same.madeAt, same.successorOf]).toEqual([
            old.toPersonId,
            old.madeAt,
            old.successorOf,
          ])
          expect(members).toContain(same.ownerId)
          // P2, P7: whoever owes it is somebody who is there to keep it.
          if (isOpen(same)) expect([...gone]).not.toContain(same.ownerId)
          // P5: nothing but an act on it ends being open, and time alone makes it overdue, never settled.
          if (isOpen(old) && old.id !== acted) expect(isOpen(same)).toBe(true)
          if (isOpen(same) && same.due < after) expect(promiseStatus(same, after)).toBe('overdue')
          if (
            statusBefore.get(old.id) === 'overdue' &&
            (a.act === 'say' || a.act === 'reassign' || a.act === 'leave' || a.act === 'wait')
          ) {
            expect(promiseStatus(same, after)).toBe('overdue')
          }
          // What is settled stays as it is.
          if (!isOpen(old)) expect(same).toEqual(old)
          // P3: released only in the promisee's recorded words.
          if (!old.releasedAt && same.releasedAt)
            expect([a.person, a.words !== '']).toEqual([old.toPersonId, true])
          // P4: whatever was moved goes on; moved means told before the old date.
          if (!old.movedAt && same.movedAt) {
            expect(plus(now, { minutes: a.told! }) <= old.due).toBe(true)
            expect(ledger.filter((p) => p.successorOf === old.id)).toHaveLength(1)
          }
        }
        for (const p of ledger) {
          const outcomes = [p.keptAt, p.brokenAt, p.releasedAt, p.movedAt].filter((x) => x !== null)
          expect(outcomes.length).toBeLessThanOrEqual(1)
          const before = ledger.find((other) => other.id === p.successorOf)
          if (before?.movedAt) expect(p.originalDue).toBe(before.originalDue)
          if (before) expect(p.text).toBe(before.text)
        }
        now = after
      })
    }),
    { numRuns: 500 },
  )
})
