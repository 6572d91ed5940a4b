import * as contract from '../../contract/people.ts'
import { askedKeys } from '../../domain/people/search-keys.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions.ts'
import { joinGroup, leaveGroup } from './actions-groups.ts'
import { sayItWorks } from './actions-returned.ts'
import * as things from './actions-things.ts'
import { searchGroups } from './store-groups.ts'
import { listPeople } from './store-list.ts'
import { showLines, showPerson } from './views.ts'

export const peopleRoutes: Route[] = [
  route(contract.listPeople, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const after = key ? { seen: key[0] as Instant | null, id: key[1] as string } : null
    return await a.db.read(a.workspaceId, async (db) => {
      const asked = askedKeys(query.q ?? '')
      const rows = await listPeople(db, asked, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (p) => writeKey(p.listedAt, p.id))
      return { items: await showLines(db, items, asked), next }
    })
  }),
  route(contract.addPerson, async (a, { body }) =>
    shown(a, await actions.addPerson(a, body as actions.PersonInput)),
  ),
  route(contract.readPerson, (a, { params }) => shown(a, params.personId)),
  route(contract.changePerson, async (a, { params, body }) => {
    await actions.changePerson(a, params.personId, body as Parameters<typeof actions.changePerson>[2])
    return await shown(a, params.personId)
  }),
  route(contract.changeNoted, async (a, { params, body }) => {
    await actions.changeNoted(a, params.personId, params.recordId, body as never)
    return await shown(a, params.personId)
  }),
  route(contract.addHandle, async (a, { params, body }) => {
    await actions.addHandle(a, params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.removeHandle, async (a, { params }) => {
    await actions.removeHandle(a, params.personId, params.handleId)
    return await shown(a, params.personId)
  }),
  route(contract.sayHandleWorks, async (a, { params }) => {
    await sayItWorks(a, params.personId, params.handleId)
    return await shown(a, params.personId)
  }),
  route(contract.joinHousehold, async (a, { params, body }) => {
    await joinGroup(a, 'household', params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.leaveHousehold, async (a, { params }) => {
    await leaveGroup(a, 'household', params.personId, params.groupId)
    return await shown(a, params.personId)
  }),
  route(contract.joinOrganisation, async (a, { params, body }) => {
    await joinGroup(a, 'organisation', params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.leaveOrganisation, async (a, { params }) => {
    await leaveGroup(a, 'organisation', params.personId, params.groupId)
    return await shown(a, params.personId)
  }),
  route(contract.listGroups, async (a, { query }) => ({
    items: await a.db.read(a.workspaceId, (db) => searchGroups(db, query.kind, query.q ?? '')),
  })),
  route(contract.addThing, async (a, { params, body }) => {
    await things.addThing(a, params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.changeThing, async (a, { params, body }) => {
    const { version, released, ...rest } = body
    const fields = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined))
    await things.changeThing(a, params.personId, params.thingId, { ...fields, released, version })
    return await shown(a, params.personId)
  }),
]

function shown(a: Asked, id: PersonId) {
  return a.db.read(a.workspaceId, (db) => showPerson(db, id))
}
