import { may } from '../../domain/accounts/permissions.ts'
import { orderToday } from '../../domain/today/order.ts'
import * as accounts from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { listStanding } from '../goodwill/store.ts'
import type { Asked } from '../http/route.ts'
import { findChannels } from './store.ts'
import { showExpectedToday } from './views-ahead.ts'
import { linesFor } from './views-lines.ts'
import { lookingFor, showing } from './views-shown.ts'

/** Who needs the one signed in, now and next (S1-31): their promises, those who wait, the counter of their site. */
export async function showToday(asked: Asked) {
  const { now } = asked
  return await asked.db.readOften(asked.workspaceId, async (db) => {
    const looking = await lookingFor(db, asked)
    const { cover } = looking
    if (looking.rests)
      return {
        now,
        onBreak: true,
        cover,
        groups: { now: [], next: [], moment: [] },
        more: [],
        expected: [],
        nextSteps: [],
      }
    const [all, expected] = await Promise.all([linesFor(looking), showExpectedToday(looking)])
    // Whoever is expected today stands there once; once they came, or the day is over, it asks whether it took place.
    const ahead = new Set(expected.map((e) => e.id))
    const lines = all.lines.filter((l) => !l.nextContactId || !ahead.has(l.nextContactId))
    const show = await showing(db, lines, now)
    const groups = orderToday(
      lines.map((l) => l.item),
      now,
    )
    return {
      now,
      onBreak: false,
      cover,
      groups: {
        now: groups.now.map(show),
        next: groups.next.map(show),
        moment: groups.moment.map(show),
      },
      more: all.more,
      expected: expected.map(({ id: _, ...e }) => e),
      nextSteps: lines.length === 0 ? await nextSteps(db, asked) : [],
    }
  })
}

/** What a workspace that nobody has reached yet still lacks, as far as the one signed in may add it. */
async function nextSteps(db: Reader, { member, now }: Asked) {
  const has = await findChannels(db)
  const nothingSaid = (await listStanding(db, now)).length === 0
  const alone =
    (await accounts.listMembers(db)).length === 1 &&
    (await accounts.listOpenInvitations(db, now)).length === 0
  return [
    ...(!has.mailbox && may(member, 'mailboxes.manage', now) ? ['mailbox' as const] : []),
    ...(!has.history && may(member, 'imports.manage', now) ? ['history' as const] : []),
    ...(alone && may(member, 'members.manage', now) ? ['colleague' as const] : []),
    ...(!has.form && may(member, 'forms.manage', now) ? ['form' as const] : []),
    ...(nothingSaid && may(member, 'authority.manage', now) ? ['authority' as const] : []),
  ]
}
