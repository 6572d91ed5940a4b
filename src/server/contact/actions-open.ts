import { refuse } from '../../domain/shared/refusal.ts'
import type { Act } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { readPageToken } from '../people/actions-page-links.ts'
import { findPageLink } from '../people/store-page-links.ts'
import type { Services } from '../services.ts'

/** Opens the link to somebody's own page. @throws Refused `not_found` for what we did not sign, `link_revoked`. */
export async function openLink(services: Services, token: string) {
  const { workspaceId, linkId } = readPageToken(services.secret, token)
  const seen = await actIn(services, workspaceId, { kind: 'system', id: null })
  const link = await services.db.read(workspaceId, (db) => findPageLink(db, linkId))
  if (!link) throw new Refused(refuse('not_found'))
  if (link.revokedAt) throw new Refused(refuse('link_revoked'))
  const act: Act = { ...seen, actor: { kind: 'person', id: link.personId } }
  return { act, link }
}
