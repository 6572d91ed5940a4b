import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { queueLetter } from '../jobs/outbox.ts'
import { realNow } from '../jobs/real-time.ts'
import type { Services } from '../services.ts'
import { type ReaderOf, readersOf } from './jobs-readers.ts'
import { type DueNotice, listDue, settleMailing } from './store-sending.ts'
import { namesOfWho } from './views-by.ts'
import { noticeLetter, noticeLine, noticePath } from './views-words.ts'

/** How many notices are looked at in one go. */
const AT_ONCE = 200
/** How many things one letter tells of; of the rest it says how many. */
const MOST_LINES = 25

/** Mails what nobody read in the app meanwhile: one letter to each member, a digest apart from what is told at once. */
export async function mailDue(services: Services, workspaceId: WorkspaceId): Promise<void> {
  const act = await actIn(services, workspaceId, { kind: 'system', id: null })
  const real = realNow(services)
  const { readers, who } = await act.db.read(workspaceId, async (db) => {
    const due = await listDue(db, 'mail', real, AT_ONCE)
    return { readers: await readersOf(services, act, db, due, real), who: await namesOfWho(db, due) }
  })
  for (const reader of readers)
    for (const digest of [false, true]) {
      const mine = reader.notices.filter(({ notice }) => notice.mailDigest === digest)
      if (mine.length === 0) continue
      const nameOf = (n: DueNotice) => who(n)?.name ?? null
      await mailTo(services, act, { ...reader, notices: mine }, digest, real, nameOf).catch((e) => {
        // Another worker was quicker.
        if (!(e instanceof Refused)) throw e
      })
    }
}

async function mailTo(
  services: Services,
  act: Act,
  { member, zone, notices, language }: ReaderOf,
  digest: boolean,
  real: Instant,
  nameOf: (n: DueNotice) => string | null,
): Promise<void> {
  const going = notices.filter(({ fate }) => fate.as === 'go').map(({ notice }) => notice)
  const home = services.publicUrl()
  const lines = going.slice(0, MOST_LINES).map((n) => ({
    line: noticeLine(n, nameOf(n), zone, act.now, language),
    url: `${home}${noticePath(n)}`,
  }))
  const letter =
    lines.length > 0
      ? await queueLetter(act, {
          purpose: 'notice',
          to: { name: member.name, address: member.email },
          ...noticeLetter(
            member.name,
            lines,
            going.length - lines.length,
            `${home}/settings/notices`,
            digest,
            language,
          ),
        })
      : null
  const settled = notices.map(({ notice, fate }) => {
    if (fate.as === 'wait') return settleMailing(notice, { mailDue: fate.until })
    // Where no mailbox can send it need not wait: the settings say so.
    return settleMailing(notice, fate.as === 'go' && letter ? { mailedAt: real } : { mailDue: null })
  })
  await flush(act, { writes: [...settled, ...(letter ? [letter.write] : [])], events: [] })
}
