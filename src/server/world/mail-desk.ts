import type { z } from 'zod'
import * as talks from '../../contract/conversations.ts'
import type { InputOf, ReplyOf } from '../../contract/endpoint.ts'
import type { receipt } from '../../contract/inbound.ts'
import { addMailbox, makePostToken } from '../../contract/mailboxes.ts'
import type { ConversationId, MailboxId } from '../../domain/shared/ids.ts'
import { sentMark } from '../mail/sent-mark.ts'
import type { Caller, World } from './world.ts'

export type Receipt = z.output<typeof receipt>

/** What a letter says; the rest is as short as a mail can be. */
export type Letter = {
  from?: string
  to?: string
  cc?: string
  subject?: string
  text?: string
  id?: string | null
  inReplyTo?: string
  references?: string
  date?: string | null
  more?: string[]
}

let letters = 0

/** A letter as raw bytes of mail. */
export function letter(l: Letter = {}): string {
  const n = ++letters
  const lines = [
    `From: ${l.from ?? 'Marta Okafor <marta@posteo.example>'}`,
    `To: ${l.to ?? 'desk@nordlicht.example'}`,
    ...(l.cc ? [`Cc: ${l.cc}`] : []),
    `Subject: ${l.subject ?? 'The noise in front'}`,
    ...(l.date === null ? [] : [`Date: ${l.date ?? 'Mon, 23 Nov 2026 10:00:00 +0100'}`]),
    ...(l.id === null ? [] : [`Message-ID: ${l.id ?? `<letter-${n}@posteo.example>`}`]),
    ...(l.inReplyTo ? [`In-Reply-To: ${l.inReplyTo}`] : []),
    ...(l.references ? [`References: ${l.references}`] : []),
    ...(l.more ?? []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${l.text ?? `It clatters when I brake (${n}).`}\r\n`
}

/** How a mail server gives a mail of ours back in plain words, with its header below, and so the mark it left under. */
export function givenBack({ services }: World, mailId: string): string {
  const mark = sentMark(mailId, services.secret.key('sent mail'))
  return `It could not be delivered.\r\n\r\n--- This is a copy of the message ---\r\nMessage-ID: ${mailId}\r\nX-Servus-Sent: ${mark}\r\n`
}

/** A mailbox of a world that takes posted mail. */
export type Desk = {
  readonly id: MailboxId
  readonly url: string
  readonly token: string
  readonly post: (raw: string | Uint8Array) => Promise<Receipt>
  readonly read: (id: ConversationId | null) => Promise<ReplyOf<typeof talks.readConversation>>
  readonly messages: (id: ConversationId | null) => Promise<ReplyOf<typeof talks.listMessages>['items']>
}

/** Makes a mailbox, by default without servers, and the token to post to it. */
export async function makeDesk(
  world: World,
  settings: Partial<InputOf<typeof addMailbox>['body']> = {},
  as: Caller = world.owner,
): Promise<Desk> {
  const { id } = await as.call(addMailbox, {
    body: {
      siteId: world.siteId,
      address: 'desk@nordlicht.example',
      displayName: 'Nordlicht Service',
      imap: null,
      smtp: null,
      username: null,
      ...settings,
    },
  })
  const { token } = await as.call(makePostToken, { params: { mailboxId: id } })
  const url = `/api/inbound/${world.workspaceId}/${id}`
  return {
    ...{ id, url, token },
    post: async (raw) => {
      const headers = { authorization: `Bearer ${token}` }
      const reply = await world.fetch(url, { method: 'POST', body: raw as string, headers })
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
      return (await reply.json()) as Receipt
    },
    read: (conversationId) =>
      as.call(talks.readConversation, { params: { conversationId: conversationId! } }),
    messages: async (conversationId) =>
      (await as.call(talks.listMessages, { params: { conversationId: conversationId! } })).items,
  }
}
