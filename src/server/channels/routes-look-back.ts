import * as contract from '../../contract/look-back.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as acts from './look-back.ts'
import { hiddenMails, showFindings, showLookBacks } from './look-back-views.ts'
import { listOpen } from './store-look-back.ts'

const PAGE = 50

export const lookBackRoutes: Route[] = [
  route(contract.listLookBacks, async (a, { query }) => ({
    items: await a.db.read(a.workspaceId, (db) => showLookBacks(db, a.language, a.member, query.mailboxId)),
  })),
  route(contract.startLookBack, async (a, { params }) => {
    await acts.startLookBack(a, params.mailboxId)
    return await shown(a, params.mailboxId)
  }),
  route(contract.stopLookBack, async (a, { params }) => {
    await acts.stopLookBack(a, params.mailboxId)
    return await shown(a, params.mailboxId)
  }),
  route(contract.listFindings, async (a, { query }) => {
    const { mailboxId, kind } = query
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    const limit = query.limit ?? PAGE
    const laterWord = query.laterWord === undefined ? undefined : query.laterWord === 'yes'
    return await a.db.read(a.workspaceId, async (db) => {
      const hidden = await hiddenMails(db, a.member, mailboxId)
      const rows = await listOpen(db, { mailboxId, hidden, kind, laterWord }, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (f) => writeKey(f.mailAt, f.id))
      return { items: await showFindings(db, items, a.member), next }
    })
  }),
  route(contract.confirmFinding, (a, { params, body }) => acts.confirmFinding(a, params.findingId, body)),
  route(contract.dismissFindings, async (a, { body }) => ({ ids: await acts.dismissFindings(a, body.ids) })),
  route(contract.restoreFindings, async (a, { body }) => ({ ids: await acts.restoreFindings(a, body.ids) })),
]

async function shown(a: Asked, mailboxId: MailboxId) {
  const [found] = await a.db.read(a.workspaceId, (db) => showLookBacks(db, a.language, a.member, mailboxId))
  if (!found) throw new Refused(refuse('not_found'))
  return found
}
