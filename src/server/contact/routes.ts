import * as contract from '../../contract/contact.ts'
import { previewMerge } from '../../contract/people-merge.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listReadable } from '../conversations/store-views.ts'
import type { Act } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { callerOf } from '../http/guard.ts'
import { recently } from '../http/recently.ts'
import { type Asked, type Open, publicRoute, type Route, route } from '../http/route.ts'
import { pageToken, restorePageLink, revokePageLink } from '../people/actions-page-links.ts'
import { findPageLink, listPageLinks } from '../people/store-page-links.ts'
import { personLanguage } from '../people/views-language.ts'
import * as actions from './actions.ts'
import { openLink } from './actions-open.ts'
import * as store from './store.ts'
import { showCustomerPage } from './views.ts'
import { showMergePreview } from './views-merge.ts'

/** Somebody who writes more often than this within ten minutes from one link is asked to wait. */
const MOST_WORDS = 30
const words = recently(10 * 60_000)

export const contactRoutes: Route[] = [
  route(previewMerge, (a, { params, query }) =>
    a.db.read(a.workspaceId, (db) => showMergePreview(db, params.personId, query.merged, a.now)),
  ),
  route(contract.setNextContact, async (a, { params, body }) =>
    readNextContact(a, await actions.setNextContact(a, params.personId, body)),
  ),
  route(contract.listNextContacts, async (a, { params }) => ({
    items: await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listNextContacts(db, params.personId)
      const talks = rows.map((n) => n.conversationId)
      // What was agreed in a sensitive conversation is for those who help in it, and for whoever agreed it.
      const readable = await listReadable(db, talks, a.member)
      const missed = await store.listMissed(db, params.personId)
      return rows
        .filter((n) => !n.conversationId || n.ownerId === a.member.id || readable.has(n.conversationId))
        .map((n) => ({ ...n, didNotCome: missed.has(n.id) }))
    }),
  })),
  route(contract.finishNextContact, async (a, { params }) => {
    await actions.finishNextContact(a, params.nextContactId)
    return await readNextContact(a, params.nextContactId)
  }),
  route(contract.missNextContact, async (a, { params }) => {
    await actions.finishNextContact(a, params.nextContactId, 'next_contact.missed')
    return await readNextContact(a, params.nextContactId)
  }),
  route(contract.reopenNextContact, async (a, { params }) => {
    await actions.finishNextContact(a, params.nextContactId, 'next_contact.reopened')
    return await readNextContact(a, params.nextContactId)
  }),
  route(contract.listPageLinks, async (a, { params }) => ({
    items: (await a.db.read(a.workspaceId, (db) => listPageLinks(db, params.personId))).map((l) =>
      shownLink(a, l),
    ),
  })),
  route(contract.makePageLink, async (a, { params }) =>
    readLink(a, await actions.makePageLink(a, params.personId)),
  ),
  route(contract.revokePageLink, async (a, { params }) => {
    await revokePageLink(a, params.linkId)
    return await readLink(a, params.linkId)
  }),
  route(contract.restorePageLink, async (a, { params }) => {
    await restorePageLink(a, params.linkId)
    return await readLink(a, params.linkId)
  }),
  publicRoute(contract.readCustomerPage, async (open, { params }) => {
    const { act, link } = await openLink(open.services, params.token)
    await actions.openPage(act, link)
    return await pageOf(open, act, link.personId)
  }),
  publicRoute(contract.writeFromPage, async (open, { params, body }) => {
    const { act, link } = await openLink(open.services, params.token)
    if (words.count(`${link.id} ${callerOf(open.c, open.services)}`, open.services.clock()) >= MOST_WORDS)
      throw new Refused(refuse('too_many_requests'))
    await actions.writeFromPage(act, link.personId, body)
    return await pageOf(open, act, link.personId)
  }),
]

async function pageOf({ services, c }: Open, act: Act, personId: PersonId) {
  return await act.db.read(act.workspaceId, async (db) => {
    const wanted = c.req.header('accept-language')
    const { locale } = await personLanguage(db, services.languages, personId, wanted)
    return { ...(await showCustomerPage(db, personId, act.now)), language: locale }
  })
}

type Link = NonNullable<Awaited<ReturnType<typeof findPageLink>>>

function shownLink(a: Asked, l: Link) {
  const { id, createdAt, revokedAt, lastOpenedAt } = l
  return {
    id,
    createdAt,
    revokedAt,
    lastOpenedAt,
    url: `${a.services.publicUrl()}/p/${pageToken(a.services.secret, a.workspaceId, id)}`,
  }
}

async function readLink(a: Asked, id: string) {
  return shownLink(a, (await a.db.read(a.workspaceId, (db) => findPageLink(db, id)))!)
}

async function readNextContact(a: Asked, id: string) {
  return (await a.db.read(a.workspaceId, (db) => store.findNextContact(db, id)))!
}
