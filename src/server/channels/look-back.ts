import { firstNamed } from '../../domain/promises/look-back.ts'
import type { ConversationId, Id, MailboxId, MemberId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, localParts, plus, type TimeZone } from '../../domain/shared/time.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { findConversation, updateConversation } from '../conversations/store.ts'
import { type Change, flush, together } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { planPerson } from '../people/actions.ts'
import { listSame } from '../people/store-merge.ts'
import { planPromise } from '../promises/actions.ts'
import { personAt } from './look-back-findings.ts'
import { hiddenMails } from './look-back-views.ts'
import * as store from './store-look-back.ts'
import { aloneInFiling } from './store-mail-locks.ts'
import { findMailbox } from './store-mailboxes.ts'

/** How far a look goes back (days). */
const DAYS = 30

/**
 * Asks for the last 30 days of a mailbox to be looked through. While one look is under way, that is the one.
 * @throws Refused `not_found`; `mailbox_unreachable` if it is not read by us at all.
 */
export async function startLookBack(asked: Asked, mailboxId: MailboxId): Promise<void> {
  const mailbox = await asked.db.read(asked.workspaceId, (db) => findMailbox(db, mailboxId))
  if (!mailbox || mailbox.archivedAt) throw new Refused(refuse('not_found'))
  if (!mailbox.imapHost) throw new Refused(refuse('mailbox_unreachable'))
  if (await underWay(asked, mailboxId)) return
  const row = {
    id: asked.newId<'look_back'>(),
    ...{ mailboxId, askedBy: asked.member.id, state: 'waiting' as const },
    since: plus(realNow(asked.services), { days: -DAYS }),
    ...{ readCount: 0, total: null, oversizedCount: 0, unreadableCount: 0, sentFolder: null, position: {} },
    ...{ problem: null, attempts: 0, claimedUntil: null, createdAt: asked.now, finishedAt: null },
  }
  try {
    await flush(asked, {
      writes: [store.insertLookBack(asked.workspaceId, row)],
      events: [{ kind: 'look_back.asked', subjects: about(asked, mailboxId), data: { lookBack: row.id } }],
    })
  } catch (e) {
    // Somebody asked for it in the same moment.
    if (!(e instanceof Refused) || e.refusal.refused !== 'changed_meanwhile') throw e
  }
}

/** Stops the look that is under way, if one is; what was found stays. */
export async function stopLookBack(asked: Asked, mailboxId: MailboxId): Promise<void> {
  await patiently(async () => {
    const row = await underWay(asked, mailboxId)
    if (!row) return
    const stopped = { state: 'stopped', claimedUntil: null, finishedAt: asked.now } as const
    await flush(asked, {
      writes: [store.updateLookBack(row, stopped)],
      events: [{ kind: 'look_back.stopped', subjects: about(asked, mailboxId), data: { lookBack: row.id } }],
    })
  })
}

async function underWay(asked: Asked, mailboxId: MailboxId): Promise<store.StoredLookBack | null> {
  const [last] = await asked.db.read(asked.workspaceId, (db) => store.listLatest(db, mailboxId))
  return last?.state === 'waiting' || last?.state === 'reading' ? last : null
}

function about(asked: Asked, mailboxId: MailboxId) {
  return { mailboxId, memberId: asked.member.id }
}

export type ConfirmInput = {
  id?: PromiseId | undefined
  text: string
  saidAs?: string | null | undefined
  due: Instant
  ownerId?: MemberId | undefined
  nextUpdateDue?: Instant | null | undefined
  name?: string | undefined
  version: number
}

/**
 * Makes a promise of what was found, to the person it was said to, who is added if nobody knows them. How and on which day it
 * was said stays with it. Says the same twice with the same promise id.
 * @throws Refused `not_found` (also what is not theirs to read), `changed_meanwhile`, `due_in_past`.
 */
export async function confirmFinding(asked: Asked, id: Id<'finding'>, input: ConfirmInput) {
  await demandServing(asked, [input.ownerId])
  const { text, due, nextUpdateDue = null, ownerId = asked.member.id } = input
  // Two of one unknown person's must not make two of them.
  return await aloneInFiling(asked.db, asked.workspaceId, async () => {
    const [finding] = await readable(asked, [id])
    if (!finding) throw new Refused(refuse('not_found'))
    const { promiseId, personId: known } = finding
    if (input.id && promiseId === input.id && known) return { promiseId, personId: known }
    if (finding.settledAt || finding.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
    const { personId, change } = await planTo(asked, finding, input.name)
    const talk = await conversationWith(asked, finding.conversationId, personId)
    const conversationId = talk?.id ?? null
    const saidAs = input.saidAs ?? (await saidOn(asked, finding))
    const to = { personId, conversationId }
    const made = await planPromise(asked, ownerId, asked.member.id, to, {
      ...{ id: input.id, text, due, saidAs, nextUpdateDue },
      originalDue: firstNamed(finding.due, due, asked.now),
    })
    const settled = {
      ...{ outcome: 'confirmed' as const, promiseId: made.promise.id, personId },
      ...{ settledAt: asked.now, settledBy: asked.member.id },
    }
    // If that conversation is merged in this moment, the promise must go along: one of the two looks again.
    const writes = [store.updateFinding(finding, settled), ...(talk ? [updateConversation(talk)] : [])]
    await flush(
      asked,
      together(change, made.change, { writes, events: [told(asked, finding, 'confirmed', 1)] }),
    )
    return { promiseId: made.promise.id, personId }
  })
}

/** Lets found things go; what somebody else settled meanwhile, or may not be read, is left out. Gives back which. */
export async function dismissFindings(asked: Asked, ids: readonly Id<'finding'>[]) {
  const dismissed = { outcome: 'dismissed', settledAt: asked.now, settledBy: asked.member.id } as const
  return await patiently(async () => {
    const rows = (await readable(asked, ids)).filter((f) => f.settledAt === null)
    return await settleAll(asked, rows, dismissed, 'dismissed')
  })
}

/** Takes a dismissal back. */
export async function restoreFindings(asked: Asked, ids: readonly Id<'finding'>[]) {
  const open = { outcome: null, settledAt: null, settledBy: null } as const
  return await patiently(async () => {
    const rows = (await readable(asked, ids)).filter((f) => f.outcome === 'dismissed')
    return await settleAll(asked, rows, open, 'restored')
  })
}

async function settleAll(
  asked: Asked,
  rows: readonly store.StoredFinding[],
  change: store.FindingChange,
  as: 'dismissed' | 'restored',
) {
  const [first] = rows
  if (!first) return []
  await flush(asked, {
    writes: rows.map((f) => store.updateFinding(f, change)),
    events: [told(asked, first, as, rows.length)],
  })
  return rows.map((f) => f.id)
}

function told(asked: Asked, { mailboxId }: store.StoredFinding, as: string, count: number) {
  const subjects = about(asked, mailboxId)
  return { kind: 'look_back.settled' as const, subjects, data: { as, count } }
}

async function readable(asked: Asked, ids: readonly Id<'finding'>[]): Promise<store.StoredFinding[]> {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const rows = await store.findFindings(db, [...new Set(ids)])
    const hidden = new Set(await hiddenMails(db, asked.member, null))
    return rows.filter((f) => !hidden.has(f.mailId))
  })
}

async function planTo(asked: Asked, finding: store.StoredFinding, name: string | undefined) {
  const none: Change = { writes: [], events: [] }
  const called = name?.trim() || finding.name
  const { person, workspace } = await asked.db.read(asked.workspaceId, async (db) => ({
    person: finding.personId ?? (await personAt(db, { name: called, address: finding.address })),
    workspace: await accounts.findWorkspace(db),
  }))
  if (person) return { personId: person, change: none }
  const handles = [{ kind: 'email' as const, value: finding.address }]
  return planPerson(asked, { name: called, handles }, 'typed', workspace?.country ?? '')
}

async function conversationWith(asked: Asked, id: ConversationId | null, personId: PersonId) {
  if (!id) return null
  return await asked.db.read(asked.workspaceId, async (db) => {
    const found = await findConversation(db, id)
    const same = await listSame(db, personId)
    return found?.personId && same.includes(found.personId) ? found : null
  })
}

// As they said it, and on which day: "by Friday" means nothing without it.
async function saidOn(asked: Asked, { saidAs, mailAt, mailboxId }: store.StoredFinding) {
  const zone = await asked.db.read(asked.workspaceId, async (db) => {
    const mailbox = await findMailbox(db, mailboxId)
    return (mailbox && (await accounts.findSite(db, mailbox.siteId)))?.timeZone ?? 'UTC'
  })
  const { date } = localParts(mailAt, zone as TimeZone)
  return `${saidAs ?? ''} (${date})`.trim()
}
