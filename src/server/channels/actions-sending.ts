import type { FromName } from '../../domain/conversations/from-name.ts'
import { type SignatureTexts, unknownInSignature } from '../../domain/conversations/signature.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush, type Write } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { findMailbox } from './store-mailboxes.ts'
import * as store from './store-sending.ts'

/**
 * Changes how a mailbox sends.
 * @throws Refused `not_found`, `changed_meanwhile`, `unknown_variable`, `address_used` naming the address and whose it is.
 */
export async function changeSending(
  asked: Asked,
  id: MailboxId,
  input: {
    fromName: FromName
    aliases: readonly string[]
    signature: SignatureTexts
    plusReplies?: boolean | undefined
    version: number
  },
): Promise<void> {
  const no = unknownInSignature(input.signature)
  if (no) throw new Refused(no)
  const wanted = [...new Set(input.aliases.map((address) => address.toLowerCase()))]
  const { mailbox, before, holders } = await asked.db.read(asked.workspaceId, async (db) => ({
    mailbox: await findMailbox(db, id),
    before: await store.findSending(db, id),
    holders: await store.findHolders(db, wanted),
  }))
  if (!mailbox || mailbox.archivedAt) throw new Refused(refuse('not_found'))
  if (before.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const taken = holders.find((h) => !h.gone && (h.own || h.id !== id))
  if (taken)
    throw new Refused(
      refuse('address_used', {
        field: 'aliases',
        values: { address: taken.address, mailbox: taken.mailbox },
      }),
    )
  const writes: Write[] = [
    store.saveSending(
      asked.workspaceId,
      id,
      { ...input, plusReplies: input.plusReplies ?? before.plusReplies },
      input.version,
    ),
  ]
  for (const address of before.aliases)
    if (!wanted.includes(address)) writes.push(store.deleteAlias(id, address))
  for (const address of wanted) {
    if (before.aliases.includes(address)) continue
    const closed = holders.find((h) => h.address === address && !h.own && h.gone)
    writes.push(
      closed
        ? store.moveAlias(address, closed.id, id)
        : store.insertAlias(asked.workspaceId, id, address, asked.now),
    )
  }
  await flush(asked, {
    writes,
    events: [{ kind: 'mailbox.changed', subjects: { mailboxId: id }, data: { sending: true } }],
  })
}

/** Changes what one signs mail with. @throws Refused `unknown_variable`, `changed_meanwhile`. */
export async function changeMySignature(
  asked: Asked,
  { signature, version }: { signature: SignatureTexts; version: number },
): Promise<void> {
  const no = unknownInSignature(signature)
  if (no) throw new Refused(no)
  const memberId = asked.member.id
  await flush(asked, {
    writes: [store.saveMemberSignature(asked.workspaceId, memberId, signature, version)],
    events: [{ kind: 'member.changed', subjects: { memberId }, data: { signature: true } }],
  })
}
