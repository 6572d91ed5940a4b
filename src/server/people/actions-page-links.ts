import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { readIds, writeIds } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { isSigned, type Secret, sign } from '../secret.ts'
import * as store from './store-page-links.ts'

const PURPOSE = 'customer page'

/** The secret part of the address of somebody's own page: workspace, link and a signature, so that nobody can guess or move one. */
export function pageToken(secret: Secret, workspaceId: WorkspaceId, linkId: string): string {
  return `${writeIds(workspaceId, linkId)}.${sign(secret, PURPOSE, workspaceId, linkId)}`
}

/** Reads an address's token back. @throws Refused `not_found` for anything we did not sign. */
export function readPageToken(secret: Secret, token: string): { workspaceId: WorkspaceId; linkId: string } {
  const [word = '', signature = ''] = token.split('.')
  const [workspaceId, linkId] = readIds(word) as [WorkspaceId?, string?]
  if (!workspaceId || !linkId || !isSigned(signature, secret, PURPOSE, workspaceId, linkId))
    throw new Refused(refuse('not_found'))
  return { workspaceId, linkId }
}

/** What it takes to make a link to somebody's own page. */
export function planPageLink(act: Act, personId: PersonId): { id: string; change: Change } {
  const id = act.newId<'page_link'>()
  const madeBy = act.actor.kind === 'member' ? act.actor.id : null
  return {
    id,
    change: {
      writes: [store.insertPageLink(act.workspaceId, { id, personId, madeBy, createdAt: act.now })],
      events: [{ kind: 'page.link_made', subjects: { personId, linkId: id }, data: {} }],
    },
  }
}

/** Takes a link back: whoever has it reads nothing any more. */
export async function revokePageLink(act: Act, id: string): Promise<void> {
  const link = await act.db.read(act.workspaceId, (db) => store.findPageLink(db, id))
  if (!link) throw new Refused(refuse('not_found'))
  await flush(act, {
    writes: [store.revokePageLink(id, act.now)],
    events: [{ kind: 'page.link_revoked', subjects: { personId: link.personId, linkId: id }, data: {} }],
  })
}

/** How long taking a link back can be undone: as long as somebody may look at the toast that offers it, and a little. */
const UNDO = { minutes: -10 }

/** Undoes taking a link back. @throws Refused `link_revoked` later than ten minutes after: by then it is meant. */
export async function restorePageLink(act: Act, id: string): Promise<void> {
  const link = await act.db.read(act.workspaceId, (db) => store.findPageLink(db, id))
  if (!link) throw new Refused(refuse('not_found'))
  if (!link.revokedAt) return
  await flush(act, {
    writes: [store.restorePageLink(id, plus(act.now, UNDO))],
    events: [
      {
        kind: 'page.link_made',
        subjects: { personId: link.personId, linkId: id },
        data: { restored: true },
      },
    ],
  })
}
