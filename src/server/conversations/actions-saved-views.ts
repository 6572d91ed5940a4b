import type { Base } from '../../domain/conversations/view-filter.ts'
import {
  type Belongs,
  MOST_VIEWS,
  mayNotChangeView,
  type ViewIcon,
} from '../../domain/conversations/views.ts'
import type { InboxViewId, TeamId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as store from './store-saved-views.ts'

type Input = {
  name: string
  icon: ViewIcon
  base: Base
  narrowed: string
  of: 'me' | 'team' | 'all'
  teamId: TeamId | null
}

/**
 * Keeps what narrows the inbox; the same id keeps it once.
 * @throws Refused `not_allowed` for one of everybody or a team by whoever may not, `too_many_views`.
 */
export async function addView(
  asked: Asked,
  input: Input & { id?: InboxViewId | undefined },
): Promise<InboxViewId> {
  const id = input.id ?? asked.newId<'inbox_view'>()
  const of = belongsTo(asked, input)
  await demandChange(asked, of)
  if (await asked.db.read(asked.workspaceId, (db) => store.findView(db, id)))
    return (await find(asked, id)).id
  await demandRoom(asked, of)
  const { name, icon, base, narrowed } = input
  await flush(asked, {
    writes: [store.insertView(asked.workspaceId, { id, name, icon, base, narrowed, ...of }, asked.now)],
    events: [{ kind: 'view.made', subjects: { viewId: id }, data: { of: input.of } }],
  })
  return id
}

/** Changes a view; one's own can become everybody's by whoever may share. @throws Refused `not_found`, `not_allowed`, `too_many_views`. */
export async function changeView(
  asked: Asked,
  id: InboxViewId,
  input: Input & { version: number },
): Promise<void> {
  const view = await find(asked, id)
  const of = belongsTo(asked, input)
  await demandChange(asked, of)
  if (of.ownerId !== view.ownerId || of.teamId !== view.teamId) await demandRoom(asked, of)
  const { name, icon, base, narrowed, version } = input
  await flush(asked, {
    writes: [store.updateView({ ...view, name, icon, base, narrowed, ...of, version })],
    events: [{ kind: 'view.changed', subjects: { viewId: id }, data: { of: input.of } }],
  })
}

/** Lets a view go, or takes it back. @throws Refused `not_found`, `not_allowed`, `too_many_views`. */
export async function putViewAway(asked: Asked, id: InboxViewId, away: boolean): Promise<void> {
  const view = await find(asked, id, true)
  if ((view.deletedAt !== null) === away) return
  if (!away) await demandRoom(asked, view)
  await flush(asked, {
    writes: [store.updateView({ ...view, deletedAt: away ? asked.now : null })],
    events: [{ kind: away ? 'view.deleted' : 'view.restored', subjects: { viewId: id }, data: {} }],
  })
}

/** Puts one's views into an order of one's own. */
export async function orderViews(asked: Asked, ids: readonly InboxViewId[]): Promise<void> {
  const writes = [store.saveViewOrder(asked.workspaceId, asked.member.id, ids)]
  await flush(asked, { writes, events: [] }, true)
}

function belongsTo(asked: Asked, input: Pick<Input, 'of' | 'teamId'>): Belongs {
  if (input.of === 'team' && !input.teamId) throw new Refused(refuse('invalid_input', { field: 'teamId' }))
  return {
    ownerId: input.of === 'me' ? asked.member.id : null,
    teamId: input.of === 'team' ? input.teamId : null,
  }
}

async function demandChange(asked: Asked, of: Belongs): Promise<void> {
  const teams = await asked.db.read(asked.workspaceId, (db) => store.listTeamsOf(db, asked.member.id))
  const no = mayNotChangeView(of, { ...asked.member, teams }, asked.now)
  if (no) throw new Refused(no)
}

async function demandRoom(asked: Asked, of: Belongs): Promise<void> {
  const count = await asked.db.read(asked.workspaceId, (db) => store.countViewsOf(db, of))
  if (count >= MOST_VIEWS) throw new Refused(refuse('too_many_views', { values: { most: MOST_VIEWS } }))
}

async function find(asked: Asked, id: InboxViewId, deletedToo = false): Promise<store.StoredView> {
  const view = await asked.db.read(asked.workspaceId, (db) => store.findView(db, id))
  if (!view || (view.deletedAt && !deletedToo)) throw new Refused(refuse('not_found'))
  await demandChange(asked, view)
  return view
}
