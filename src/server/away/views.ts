import { may } from '../../domain/accounts/permissions.ts'
import { type Away, awayBy, awaySince, PUT_AWAY } from '../../domain/away/put-away.ts'
import { mayNotChangeReply } from '../../domain/conversations/saved-replies.ts'
import { mayNotChangeView } from '../../domain/conversations/views.ts'
import type { HandleId, MemberId, PersonId, ThingId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { findTeam } from '../accounts/store.ts'
import { findReply } from '../conversations/store-saved-replies.ts'
import { findView, listTeamsOf } from '../conversations/store-saved-views.ts'
import { listTags } from '../conversations/store-tags.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, writeKey } from '../db/keyset.ts'
import type { Asked } from '../http/route.ts'
import { namesOf } from '../people/views.ts'
import * as store from './store.ts'

/** What is away still, by the event that tells of it: what it is called, and whose it was. */
export type StillAway = { readonly what: Away; readonly name: string; readonly personId: PersonId | null }

/** A page of what whoever asks can fetch back, the latest put away first; each stands there once. */
export async function showPutAway(asked: Asked, after: { at: Instant; id: string } | null, limit: number) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const events = await store.listAwayEvents(db, awaySince(asked.now), after, limit + 1)
    const { items, next } = pageOf(events, limit, (e) => writeKey(e.at, e.id))
    const away = await stillAway(asked, db, items)
    const shown = items.filter((e) => away.has(e.id))
    const people = await namesOf(
      db,
      shown.flatMap((e) => away.get(e.id)!.personId ?? []),
    )
    const by = shown.flatMap((e) => (e.actorKind === 'member' ? [e.actorId as MemberId] : []))
    const members = await store.listNames(db, [...new Set(by)])
    return {
      items: shown.map((e) => {
        const { what, name, personId } = away.get(e.id)!
        return {
          ...{ id: e.id, what, name, at: e.at },
          person: personId && { id: personId, name: people.get(personId) ?? '' },
          by: members.find((m) => m.id === e.actorId) ?? null,
        }
      }),
      next,
    }
  })
}

/** Of these events, those whose thing is away still and can be fetched back by whoever asks; of several of one thing the latest. */
export async function stillAway(
  asked: Asked,
  db: Reader,
  events: readonly store.PutAwayEvent[],
): Promise<ReadonlyMap<string, StillAway>> {
  const found = new Map<string, StillAway>()
  const seen = new Set<string>()
  const teams = await listTeamsOf(db, asked.member.id)
  const me = { ...asked.member, teams }
  const idsOf = (what: Away) =>
    events.flatMap((e) => (awayBy(e) === what ? [e.subjects[PUT_AWAY[what].subject]!] : []))
  const handles = await store.listRemovedHandles(db, idsOf('handle') as HandleId[])
  const things = await store.listReleasedThings(db, idsOf('thing') as ThingId[])
  const tags = idsOf('tag').length > 0 ? await listTags(db) : []
  const nameOf = async (what: Away, id: string): Promise<string | undefined> => {
    switch (what) {
      case 'view': {
        const view = await findView(db, id as never)
        return view?.deletedAt && !mayNotChangeView(view, me, asked.now) ? view.name : undefined
      }
      case 'saved_reply': {
        const reply = await findReply(db, id as never)
        const mine = reply?.deletedAt && !mayNotChangeReply(reply.ownerId, asked.member, asked.now)
        return mine ? reply.name : undefined
      }
      case 'tag':
        return tags.find((tag) => tag.id === id && tag.retiredAt !== null)?.name
      case 'team': {
        const team = await findTeam(db, id as never)
        return team?.archived ? team.name : undefined
      }
      case 'handle':
        return handles.find((handle) => handle.id === id)?.shown
      case 'thing':
        return things.find((thing) => thing.id === id)?.name
    }
  }
  for (const event of events) {
    const what = awayBy(event)
    if (!what || !may(asked.member, PUT_AWAY[what].needs, asked.now)) continue
    const id = event.subjects[PUT_AWAY[what].subject]!
    if (seen.has(id)) continue
    seen.add(id)
    const name = await nameOf(what, id)
    const personId = what === 'handle' || what === 'thing' ? event.personId : null
    if (name !== undefined) found.set(event.id, { what, name, personId })
  }
  return found
}
