import {
  setNextContact as decideNext,
  finishContact,
  reopenContact,
} from '../../domain/contact/next-contact.ts'
import { placeOf } from '../../domain/conversations/reopen.ts'
import type { ConversationId, Id, MessageId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import * as talk from '../conversations/store.ts'
import { type Act, flush, together } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { meant, rightful } from '../people/actions.ts'
import { planPageLink } from '../people/actions-page-links.ts'
import { findPersons, sawPerson } from '../people/store.ts'
import { listSame } from '../people/store-merge.ts'
import { openedPageLink } from '../people/store-page-links.ts'
import * as store from './store.ts'

/** Something to look forward to: when we meet or hear from each other next (S4-19). Says the same twice with the same id. */
export async function setNextContact(
  asked: Asked,
  given: PersonId,
  input: {
    id?: Id<'next_contact'> | undefined
    what: string
    due: Instant
    told: boolean
    conversationId?: ConversationId | undefined
  },
): Promise<Id<'next_contact'>> {
  const id = input.id ?? asked.newId<'next_contact'>()
  const { what, due, told } = input
  const found = input.conversationId ? await conversations.load(asked, input.conversationId) : null
  const conversationId = found?.conversation.id ?? null
  const personId = await rightful(asked, given, found?.conversation.personId ?? null)
  if (input.id) {
    const known = await asked.db.read(asked.workspaceId, (db) => store.findNextContact(db, id))
    if (known && (known.personId !== personId || known.ownerId !== asked.member.id))
      throw new Refused(refuse('not_found'))
    if (known) return known.id
  }
  const [person] = await asked.db.read(asked.workspaceId, (db) => findPersons(db, [personId]))
  if (!person) throw new Refused(refuse('not_found'))
  const contact = accept(
    decideNext(
      {
        id,
        personId,
        conversationId,
        what,
        due,
        told,
        ownerId: asked.member.id,
      },
      asked.now,
    ),
  )
  await flush(asked, {
    writes: [
      store.insertNextContact(asked.workspaceId, contact),
      // If the conversation is merged in this moment, this must go along: one of the two looks again.
      ...(found ? [talk.updateConversation(found.conversation)] : []),
    ],
    events: [
      {
        kind: 'next_contact.set',
        subjects: { personId, ...(conversationId ? { conversationId } : {}) },
        data: { due, told },
      },
    ],
  })
  return contact.id
}

/** It took place, or they did not come, or neither after all: somebody says so, no clock does. Said twice it is said once. */
export async function finishNextContact(
  asked: Asked,
  id: Id<'next_contact'>,
  as: 'next_contact.done' | 'next_contact.missed' | 'next_contact.reopened' = 'next_contact.done',
): Promise<void> {
  const contact = await asked.db.read(asked.workspaceId, (db) => store.findNextContact(db, id))
  if (!contact) throw new Refused(refuse('not_found'))
  const { personId, conversationId } = contact
  if (conversationId && contact.ownerId !== asked.member.id) await conversations.load(asked, conversationId)
  const over = as !== 'next_contact.reopened'
  if ((contact.doneAt !== null) === over) return
  const next = over ? finishContact(contact, asked.now) : reopenContact(contact)
  await flush(asked, {
    writes: [store.finishNextContact(next, contact.version)],
    events: [
      {
        kind: as,
        subjects: { nextContactId: id, personId, ...(conversationId ? { conversationId } : {}) },
        data: {},
      },
    ],
  })
}

/** Makes a link to a person's own page. */
export async function makePageLink(asked: Asked, given: PersonId): Promise<string> {
  const personId = await meant(asked, given)
  const [person] = await asked.db.read(asked.workspaceId, (db) => findPersons(db, [personId]))
  if (!person) throw new Refused(refuse('not_found'))
  const { id, change } = planPageLink(asked, personId)
  await flush(asked, change)
  return id
}

/** How far apart two openings of a page are told of (ms): a page that reads itself anew every few seconds is one visit. */
const VISIT = 10 * 60_000

/** Remembers that somebody looked at their page. */
export async function openPage(
  act: Act,
  link: { id: string; personId: PersonId; lastOpenedAt: Instant | null },
): Promise<void> {
  if (link.lastOpenedAt && Date.parse(act.now) - Date.parse(link.lastOpenedAt) < VISIT) return
  await flush(act, {
    writes: [openedPageLink(link.id, act.now), sawPerson(link.personId, act.now)],
    events: [{ kind: 'page.opened', subjects: { personId: link.personId, linkId: link.id }, data: {} }],
  })
}

/**
 * The customer writes on their own page: into a conversation of theirs, a new one that carries on a closed one, or a new one.
 * Says the same twice with the same id.
 */
export async function writeFromPage(...said: Parameters<typeof writeOnce>): Promise<void> {
  await patiently(() => writeOnce(...said))
}

async function writeOnce(
  act: Act,
  personId: PersonId,
  input: { id?: MessageId | undefined; text: string; conversationId?: ConversationId | undefined },
): Promise<void> {
  if (input.id && (await conversations.isSaid(act, input.id))) return
  const found = await act.db.read(act.workspaceId, async (db) => ({
    same: await listSame(db, personId),
    old: input.conversationId ? await talk.findNewest(db, input.conversationId) : null,
    asked: input.conversationId ? await talk.findOwn(db, input.conversationId) : null,
    sites: await accounts.listSites(db),
  }))
  const isTheirs = found.same.some((id) => id === found.old?.personId)
  if (input.conversationId && !isTheirs) throw new Refused(refuse('not_found'))
  // What was put into junk goes on nowhere: what they say now is heard for itself.
  const old = found.old?.junkedAt ? null : found.old
  const place = old && placeOf({ kind: 'from_them', sentAt: act.now, closedAt: old.closedAt })
  const begun =
    old && place === 'same'
      ? old
      : conversations.begin(act, {
          siteId: old?.siteId ?? found.sites[0]!.id,
          channel: 'page',
          // What carries another on is with the same record of theirs.
          personId: old?.personId ?? personId,
          subject: old?.subject ?? conversations.subjectOf(input.text),
          reopensId: (found.asked?.rootId === old?.id ? found.asked?.id : old?.id) ?? null,
          sensitive: old?.sensitive ?? false,
        })
  const m = conversations.plainMessage(act, {
    id: input.id,
    direction: 'in',
    channel: 'page',
    text: input.text,
    personId,
    // A page opened before a merge writes into what was merged.
    originConversationId: found.asked?.rootId === begun.id ? found.asked.id : null,
  })
  const said = conversations.planMessage(act, begun, m)
  await flush(
    act,
    together(conversations.saveConversation(act, conversations.withMessage(begun, m)), said.change, {
      writes: [sawPerson(personId, act.now)],
      events: [],
    }),
  )
}
