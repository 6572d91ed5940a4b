import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { isSigned, type Secret, sign } from '../secret.ts'
import * as store from './store-page-links.ts'

const PURPOSE = 'customer page'

/** The secret part of the address of somebody's own page: workspace, link and a signature, so that nobody can guess or move one. */
export function pageToken(secret: Secret, workspaceId: WorkspaceId, linkId: string): string {
  const bytes = Buffer.from(`${workspaceId}${linkId}`.replaceAll('-', ''), 'hex').toString('base64url')
  return `${bytes}.${sign(secret, PURPOSE, workspaceId, linkId)}`
}

/** Reads an address's token back. @throws Refused `not_found` for anything we did not sign. */
export function readPageToken(secret: Secret, token: string): { workspaceId: WorkspaceId; linkId: string } {
  const [bytes = '', signature = ''] = token.split('.')
  const hex = Buffer.from(bytes, 'base64url').toString('hex')
  const uuid = (h: string) =>
    `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
  const [workspaceId, linkId] = [uuid(hex.slice(0, 32)) as WorkspaceId, uuid(hex.slice(32))]
  if (!isId(workspaceId) || !isId(linkId) || !isSigned(signature, secret, PURPOSE, workspaceId, linkId))
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
