import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import { addPerson } from '../../contract/people.ts'
import { makePromise } from '../../contract/promises.ts'
import { ROLES } from '../../domain/accounts/permissions.ts'
import { isLeaving, LEAVES_MINUTES } from '../../domain/promises/succession.ts'
import { instant, plus } from '../../domain/shared/time.ts'
import { compiler } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { makeWorld } from '../world/world.ts'
import { listColleagues, workspacesWithLeavers } from './store-leavers.ts'
import { findSuccessors } from './views-leavers.ts'

const colleague = fc.record({
  role: fc.constantFrom(...ROLES),
  /** Minutes from now to the end of access; the edge among them. */
  ends: fc.constantFrom(null, null, -30, 0, LEAVES_MINUTES, LEAVES_MINUTES + 1, 90),
})
const sampled = fc.record({
  members: fc.tuple(colleague, colleague, colleague),
  owner: fc.nat({ max: 3 }),
  to: fc.option(fc.nat({ max: 3 })),
  inTalk: fc.boolean(),
  kept: fc.boolean(),
  assignee: fc.option(fc.nat({ max: 3 })),
  sensitive: fc.boolean(),
  closed: fc.boolean(),
  merged: fc.boolean(),
})

it('a workspace is taken up for its leavers exactly where the acts would do something [S3-21]', async () => {
  const world = await makeWorld()
  const joined = [await world.join('Ana Lima'), await world.join('Tom Reed'), await world.join('Mia Meier')]
  const ids = [world.owner, ...joined].map((m) => m.memberId)
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const call = { personId: marta.id, direction: 'in' as const, summary: 'The brakes squeal' }
  const [talk, other] = [
    await joined[0]!.call(logCall, { body: call }),
    await joined[1]!.call(logCall, { body: call }),
  ]
  const due = instant('2026-11-24T16:00:00Z')
  const { id } = await joined[0]!.call(makePromise, {
    body: { text: 'Ana calls', due, toPersonId: marta.id },
  })
  const [act, now] = [world.act(), world.now()]
  const seen = new Set<boolean>()
  for (const s of fc.sample(sampled, { numRuns: 250, seed: 5 })) {
    const to = s.to === null || s.to === s.owner ? null : ids[s.to]!
    const talks = { sensitive: s.sensitive, assigneeId: s.assignee === null ? null : ids[s.assignee]! }
    const into = s.merged ? other.id : null
    const write = [
      ...s.members.map(({ role, ends }, n) =>
        compiler
          .updateTable('members')
          .set({ role, endsAt: ends === null ? null : plus(now, { minutes: ends }) })
          .where('id', '=', ids[n + 1]!),
      ),
      compiler
        .updateTable('promises')
        .set({ ownerId: ids[s.owner]!, toMemberId: to, toPersonId: to ? null : marta.id })
        .where('id', '=', id),
      compiler
        .updateTable('promises')
        .set({ keptAt: s.kept ? now : null, conversationId: s.inTalk ? talk.id : null })
        .where('id', '=', id),
      compiler
        .updateTable('conversations')
        .set({ ...talks, closedAt: s.closed ? now : null, mergedInto: into, rootId: into })
        .where('id', '=', talk.id),
      compiler
        .updateTable('conversations')
        .set({ sensitive: s.sensitive, assigneeId: null })
        .where('id', '=', other.id),
    ]
    for (const query of write) await flush(act, { writes: [{ query }], events: [] })
    const found = (await workspacesWithLeavers(world.services.db, now)).map((w) => w.workspaceId)
    const expected = await world.services.db.read(world.workspaceId, async (db) => {
      const everybody = await listColleagues(db)
      const isTaken = []
      for (const m of everybody.filter((m) => isLeaving(m, now))) {
        const successor = await findSuccessors(db, m, everybody, [talk.id], now)
        const owed = m.id === ids[s.owner] && successor(to, s.inTalk ? talk.id : null) !== null
        const has = m.id === talks.assigneeId && !s.closed && !s.merged
        isTaken.push((!s.kept && (m.id === to || owed)) || has)
      }
      return isTaken.includes(true)
    })
    expect(found.includes(world.workspaceId), JSON.stringify(s)).toBe(expected)
    seen.add(expected)
  }
  expect(seen.size).toBe(2)
})
