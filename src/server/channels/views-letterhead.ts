import { answerFrom, fromName } from '../../domain/conversations/from-name.ts'
import { fillSignature, joinSignatures } from '../../domain/conversations/signature.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { ConversationId, MailboxId, PersonId, SiteId } from '../../domain/shared/ids.ts'
import * as accounts from '../accounts/store.ts'
import { workspaceLanguage } from '../accounts/views-language.ts'
import type { Recipients } from '../conversations/store-messages.ts'
import type { Asked } from '../http/route.ts'
import { findSender } from '../jobs/outbox.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { findPersons } from '../people/store.ts'
import type { Services } from '../services.ts'
import { findMemberSignature, findSending, type Sending } from './store-sending.ts'

/** What of a mail decides from whom it goes out and what stands below it. */
export type ToWhom = {
  readonly mailboxId: MailboxId | null
  readonly siteId: SiteId | null
  readonly personId: PersonId | null
  /** The mail it answers; null for the first word. */
  readonly answered: Recipients | null
  /** Its conversation, also one that begins with it; null while none is known. */
  readonly id?: ConversationId | null
}

/** Whose signature stands below: the writer's and the house's, the house's alone, or none. */
export type Signed = 'both' | 'house' | 'none'

/** From which mailbox, under which name and address a mail goes out, and with which signature; null where no mailbox can send. */
export async function letterheadOf({ db, workspaceId, member, services }: Asked, to: ToWhom, signed: Signed) {
  return await db.read(workspaceId, async (reader) => {
    const sender =
      (to.mailboxId ? await findSender(reader, to.mailboxId) : null) ?? (await findSender(reader))
    if (!sender) return null
    const sending = await findSending(reader, sender.id)
    const from = {
      name: fromName(sending.fromName, member.name, sender.displayName),
      address: answerFrom({ ...sending, address: sender.address }, to.answered),
    }
    const head = {
      sender,
      from,
      aliases: sending.aliases,
      replyTo: answersAt(services, sending, from, to.id),
    }
    if (signed === 'none') return { ...head, signature: null }
    const [person] = to.personId ? await findPersons(reader, [to.personId]) : []
    const { locale } = await workspaceLanguage(reader, services.languages)
    const languages = [...(person?.languages ?? []), locale]
    const site = await accounts.findSite(reader, to.siteId ?? member.siteId)
    const values = {
      'my.first': firstName(member.name),
      'my.name': member.name,
      'site.name': site?.name,
      'site.telephone': site?.telephone,
    }
    const own = signed === 'both' ? (await findMemberSignature(reader, member.id)).signature : {}
    const parts = [own, sending.signature].map((texts) => fillSignature(texts, languages, values))
    return { ...head, signature: joinSignatures(...parts) }
  })
}

// Answers that lost every other mark of their conversation still find it by the address they went to.
function answersAt(
  { secret }: Pick<Services, 'secret'>,
  { plusReplies }: Pick<Sending, 'plusReplies'>,
  from: { name: string; address: string },
  id: ConversationId | null | undefined,
): { name: string; address: string } | null {
  const address = plusReplies && id ? replyAddress(from.address, id, secret.key('reply address')) : null
  return address ? { name: from.name, address } : null
}
