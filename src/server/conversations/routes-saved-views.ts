import * as contract from '../../contract/views.ts'
import { isCounted, readFilter } from '../../domain/conversations/view-filter.ts'
import {
  inOrder,
  MOST_COUNTED,
  mayNotChangeView,
  seesView,
  type Teamed,
} from '../../domain/conversations/views.ts'
import type { InboxViewId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-saved-views.ts'
import * as store from './store-saved-views.ts'
import { tonightOf } from './views-tonight.ts'

export const savedViewRoutes: Route[] = [
  route(contract.listViews, async (a) => {
    const { who, views } = await viewsOf(a)
    return { items: views.map((view) => shown(view, who, a)) }
  }),
  route(contract.countViews, async (a) => {
    const { views } = await viewsOf(a)
    const counted = views.flatMap(({ id, base, narrowed }) => {
      const filter = readFilter(narrowed)
      return filter && isCounted(base, filter) ? [{ id, base, filter }] : []
    })
    return await a.db.read(a.workspaceId, async (db) => {
      const by = { me: a.member.id, now: a.now, tonight: await tonightOf(db, a) }
      const found = await store.countViews(db, counted, a.member, by, MOST_COUNTED + 1)
      return { counts: Object.fromEntries(counted.map(({ id }, n) => [id, found[n]!])) }
    })
  }),
  route(contract.listViewChoices, (a) => a.db.read(a.workspaceId, store.listChoices)),
  route(contract.addView, async (a, { body }) => one(a, await actions.addView(a, body))),
  route(contract.changeView, async (a, { params, body }) => {
    await actions.changeView(a, params.viewId, body)
    return await one(a, params.viewId)
  }),
  route(contract.deleteView, (a, { params }) => actions.putViewAway(a, params.viewId, true)),
  route(contract.restoreView, async (a, { params }) => {
    await actions.putViewAway(a, params.viewId, false)
    return await one(a, params.viewId)
  }),
  route(contract.orderViews, (a, { body }) => actions.orderViews(a, body.viewIds)),
]

async function viewsOf(a: Asked): Promise<{ who: Teamed; views: store.StoredView[] }> {
  return await a.db.read(a.workspaceId, async (db) => {
    const teams = await store.listTeamsOf(db, a.member.id)
    const who = { ...a.member, teams }
    const all = (await store.listViews(db, a.member.id, teams)).filter((view) => seesView(view, who))
    return { who, views: inOrder(all, await store.findViewOrder(db, a.member.id)) }
  })
}

async function one(a: Asked, id: InboxViewId) {
  const { view, who } = await a.db.read(a.workspaceId, async (db) => ({
    view: await store.findView(db, id),
    who: { ...a.member, teams: await store.listTeamsOf(db, a.member.id) },
  }))
  if (!view) throw new Refused(refuse('not_found'))
  return shown(view, who, a)
}

function shown(view: store.StoredView, who: Teamed, a: Asked) {
  const { id, name, icon, base, narrowed, teamId, version } = view
  const of = view.ownerId ? ('me' as const) : teamId ? ('team' as const) : ('all' as const)
  const mayChange = mayNotChangeView(view, who, a.now) === null && who.role !== 'read_only'
  return { id, name, icon, base, narrowed, of, teamId, mayChange, version }
}
