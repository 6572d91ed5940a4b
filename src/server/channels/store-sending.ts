import { sql } from 'kysely'
import type { FromName } from '../../domain/conversations/from-name.ts'
import type { SignatureTexts } from '../../domain/conversations/signature.ts'
import type { MailboxId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** How a mailbox sends; version 0 while nobody has set anything. */
export type Sending = {
  readonly fromName: FromName
  readonly signature: SignatureTexts
  readonly aliases: readonly string[]
  /** Its mail asks for answers at an address that names its conversation. */
  readonly plusReplies: boolean
  readonly version: number
}

/** How a mailbox sends, with its other addresses, the oldest first. */
export async function findSending(db: Reader, mailboxId: MailboxId): Promise<Sending> {
  const { rows } = await sql<Sending>`
    select coalesce(s.from_name, 'member_house') as from_name, coalesce(s.signature, '{}') as signature,
      coalesce(s.plus_replies, false) as plus_replies, coalesce(s.version, 0) as version,
      array(select address from mailbox_aliases a where a.workspace_id = m.workspace_id and a.mailbox_id = m.id
        order by created_at, address) as aliases
    from mailboxes m left join mailbox_sending s on s.workspace_id = m.workspace_id and s.mailbox_id = m.id
    where m.id = ${mailboxId}`.execute(db)
  return rows[0] ?? { fromName: 'member_house', signature: {}, aliases: [], plusReplies: false, version: 0 }
}

/** Which of some addresses (small letters) are ours already, as a mailbox's own or beside it, with the mailbox. */
export async function findHolders(db: Reader, addresses: readonly string[]) {
  const { rows } = await sql<{
    address: string
    id: MailboxId
    mailbox: string
    own: boolean
    gone: boolean
  }>`
    select lower(m.address) as address, m.id, m.address as mailbox, true as own, m.archived_at is not null as gone
    from mailboxes m where lower(m.address) = any(${[...addresses]}::text[])
    union all
    select a.address, m.id, m.address, false, m.archived_at is not null
    from mailbox_aliases a join mailboxes m on m.workspace_id = a.workspace_id and m.id = a.mailbox_id
    where a.address = any(${[...addresses]}::text[])`.execute(db)
  return rows
}

/** Saves under which name and with which words a mailbox sends, if nobody did since. */
export function saveSending(
  workspaceId: WorkspaceId,
  mailboxId: MailboxId,
  { fromName, signature, plusReplies }: Pick<Sending, 'fromName' | 'signature' | 'plusReplies'>,
  version: number,
): Write {
  const set = { fromName, signature: JSON.stringify(signature), plusReplies, version: version + 1 }
  return version === 0
    ? { query: compiler.insertInto('mailboxSending').values({ ...set, workspaceId, mailboxId }) }
    : {
        query: compiler
          .updateTable('mailboxSending')
          .set(set)
          .where('mailboxId', '=', mailboxId)
          .where('version', '=', version),
        must: 'changed_meanwhile',
      }
}

/** Gives a mailbox another address, in small letters. */
export function insertAlias(
  workspaceId: WorkspaceId,
  mailboxId: MailboxId,
  address: string,
  now: Instant,
): Write {
  return {
    query: compiler.insertInto('mailboxAliases').values({ workspaceId, mailboxId, address, createdAt: now }),
  }
}

/** Takes an address over from a mailbox that is closed. */
export function moveAlias(address: string, from: MailboxId, to: MailboxId): Write {
  return {
    query: compiler
      .updateTable('mailboxAliases')
      .set({ mailboxId: to })
      .where('address', '=', address)
      .where('mailboxId', '=', from),
    must: 'changed_meanwhile',
  }
}

/** Takes an address from a mailbox. */
export function deleteAlias(mailboxId: MailboxId, address: string): Write {
  return {
    query: compiler
      .deleteFrom('mailboxAliases')
      .where('mailboxId', '=', mailboxId)
      .where('address', '=', address),
  }
}

/** What a member signs with; version 0 while nothing was set. */
export async function findMemberSignature(db: Reader, memberId: MemberId) {
  const row = await db
    .selectFrom('memberSignatures')
    .select(['signature', 'version'])
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  return (row as { signature: SignatureTexts; version: number } | undefined) ?? { signature: {}, version: 0 }
}

/** Saves what a member signs with, if they did not in another window since. */
export function saveMemberSignature(
  workspaceId: WorkspaceId,
  memberId: MemberId,
  signature: SignatureTexts,
  version: number,
): Write {
  const set = { signature: JSON.stringify(signature), version: version + 1 }
  return version === 0
    ? { query: compiler.insertInto('memberSignatures').values({ ...set, workspaceId, memberId }) }
    : {
        query: compiler
          .updateTable('memberSignatures')
          .set(set)
          .where('memberId', '=', memberId)
          .where('version', '=', version),
        must: 'changed_meanwhile',
      }
}
