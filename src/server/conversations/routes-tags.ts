import * as contract from '../../contract/tags.ts'
import type { TagId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-tags.ts'
import { countTags, listTags } from './store-tags.ts'

export const tagRoutes: Route[] = [
  route(contract.listTags, async (a) => ({ items: await shown(a) })),
  route(contract.countTags, async (a) => ({
    counts: await a.db.read(a.workspaceId, (db) => countTags(db, a.member)),
  })),
  route(contract.addTag, async (a, { body }) => one(a, await actions.addTag(a, body))),
  route(contract.changeTag, async (a, { params, body }) => {
    await actions.changeTag(a, params.tagId, body)
    return await one(a, params.tagId)
  }),
  route(contract.mergeTag, async (a, { params, body }) => {
    await actions.mergeTag(a, params.tagId, body.into, body.version)
    return await one(a, body.into)
  }),
  route(contract.tagConversations, (a, { body }) => actions.tagConversations(a, body)),
]

async function shown(a: Asked) {
  const tags = await a.db.read(a.workspaceId, listTags)
  return tags.map(({ retiredAt, ...t }) => ({ ...t, retired: retiredAt !== null }))
}

async function one(a: Asked, id: TagId) {
  const tag = (await shown(a)).find((t) => t.id === id)
  if (!tag) throw new Refused(refuse('not_found'))
  return tag
}
