import {
  type AnswerGround,
  answeredAmong,
  answerTo,
  type SaidByMail,
} from '../../domain/conversations/recipients.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import * as people from '../people/store.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import { listReturned } from '../people/store-returned.ts'
import { namesOf } from '../people/views.ts'
import * as store from './store.ts'
import * as messages from './store-messages.ts'

/**
 * Whom a reply goes to by default (see `answerTo`), and what of it is worth a look. Where no mail can go, by their own page, if they have
 * a link that works. A conversation that would begin with it has no id yet.
 */
export async function showReplyTo(
  db: Reader,
  c: Pick<store.StoredConversation, 'mailboxId' | 'personId' | 'channel'> & { id: ConversationId | null },
) {
  const boxes = await store.listOurAddresses(db)
  const senders = boxes.filter((b) => b.smtpHost && !b.archivedAt)
  const box = senders.find((b) => b.id === c.mailboxId) ?? senders[0]
  const from = box ? { name: box.displayName, address: box.address } : null
  const links = c.personId ? await listPageLinks(db, c.personId) : []
  const hasPage = links.some((link) => link.revokedAt === null)
  const heads = c.id ? await messages.listMailHeads(db, c.id) : []
  const mails = heads.map(asSaid)
  const doubt = answeredAmong(heads)?.doubt ?? null
  const person = c.personId ? await personOf(db, c.personId) : null
  const heard = mails.some((m) => m.direction === 'in')
  if (!from || (!heard && (c.channel === 'page' || !person || person.addresses.length === 0))) {
    const by = !c.personId ? ('none' as const) : hasPage ? ('page' as const) : ('no_link' as const)
    return { to: [], cc: [], marks: [], left: [], doubt, from, by, hasPage }
  }
  const ground = { mails, ours: boxes.map((b) => b.address), person, returned: [] }
  const answer = await withReturned(db, ground)
  return { ...answer, doubt, from, by: 'email' as const, hasPage }
}

// Which of those it would go to mail came back from is asked once it is known who they are.
async function withReturned(db: Reader, ground: AnswerGround) {
  const { to, cc } = answerTo(ground)
  const asked = [...[...to, ...cc].map((a) => a.address), ...(ground.person?.addresses ?? [])]
  const back = await listReturned(db, [...new Set(asked.map((a) => a.toLowerCase()))])
  const answer = answerTo({ ...ground, returned: back.map((b) => b.address) })
  return {
    to: [...answer.to],
    cc: [...answer.cc],
    left: [...answer.left],
    marks: answer.marks.map((mark) => {
      const came = back.find((b) => b.address === mark.address.toLowerCase())
      return { ...mark, since: came?.at ?? null, said: came?.why ?? null }
    }),
  }
}

function asSaid({ direction, automatic, recipients, forwarded, doubt }: messages.MailHead): SaidByMail {
  const first = forwarded?.from
  const firstSender = first?.address ? { name: first.name ?? '', address: first.address } : null
  return { ...recipients, direction, automatic, firstSender, inDoubt: doubt !== null }
}

async function personOf(db: Reader, id: PersonId) {
  const handles = await people.listHandles(db, [id])
  const names = await namesOf(db, [id])
  const addresses = handles.filter((h) => h.kind === 'email').map((h) => h.value)
  return { name: names.get(id) ?? '', addresses }
}
