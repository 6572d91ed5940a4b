import * as contract from '../../contract/sending.ts'
import { answeredAmong } from '../../domain/conversations/recipients.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { load } from '../conversations/actions.ts'
import { listOurAddresses } from '../conversations/store.ts'
import { listMailHeads } from '../conversations/store-messages.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-sending.ts'
import { findMailbox } from './store-mailboxes.ts'
import { findMemberSignature, findSending } from './store-sending.ts'
import { letterheadOf } from './views-letterhead.ts'

export const sendingRoutes: Route[] = [
  route(contract.readSending, (a, { params }) => shown(a, params.mailboxId)),
  route(contract.changeSending, async (a, { params, body }) => {
    await actions.changeSending(a, params.mailboxId, body)
    return await shown(a, params.mailboxId)
  }),
  route(contract.readMySignature, mine),
  route(contract.changeMySignature, async (a, { body }) => {
    await actions.changeMySignature(a, body)
    return await mine(a)
  }),
  route(contract.readLetterhead, async (a, { query: { conversationId, personId } }) => {
    const found = conversationId ? (await load(a, conversationId)).conversation : null
    const heads = found ? await a.db.read(a.workspaceId, (db) => listMailHeads(db, found.id)) : []
    const to = {
      mailboxId: found?.mailboxId ?? null,
      siteId: found?.siteId ?? null,
      personId: found?.personId ?? personId ?? null,
      answered: answeredAmong(heads)?.recipients ?? null,
    }
    const head = await letterheadOf(a, to, 'both')
    const ours = await a.db.read(a.workspaceId, listOurAddresses)
    const oneOfSeveral = ours.filter((m) => !m.archivedAt).length > 1
    return { from: head?.from ?? null, oneOfSeveral, signature: head?.signature ?? null }
  }),
]

async function shown(a: Asked, mailboxId: MailboxId) {
  return await a.db.read(a.workspaceId, async (db) => {
    if (!(await findMailbox(db, mailboxId))) throw new Refused(refuse('not_found'))
    const { aliases, ...sending } = await findSending(db, mailboxId)
    return { mailboxId, ...sending, aliases: [...aliases] }
  })
}

async function mine(a: Asked) {
  return await a.db.read(a.workspaceId, (db) => findMemberSignature(db, a.member.id))
}
