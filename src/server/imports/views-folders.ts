import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { sayKept } from '../../words/kept.ts'
import {
  demandAuthorities,
  demandEncryption,
  type ServerInput,
  serverOf,
  serversOf,
} from '../channels/mailboxes-servers.ts'
import { findMailbox } from '../channels/store-mailboxes.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { faultOf } from '../mail/faults.ts'
import { openFolder } from '../mail/imap.ts'
import type { MailServer } from '../mail/servers.ts'

/** Folders that are left out unless somebody asks for them: what was thrown away, is no letter, or is everything once more. */
const LEFT = ['\\Junk', '\\Trash', '\\Drafts', '\\All', '\\Flagged']
const LEFT_NAMES =
  /^(junk|junk.?e-?mail|spam|trash|deleted( items| messages)?|bin|drafts?|outbox|papierkorb|gelöschte (elemente|objekte)|entwürfe|unerwünscht(e werbung)?|junk-e-mail)$/i

/**
 * The folders of a mail server with how many mails lie in each; nothing is kept of it.
 * @throws Refused `mailbox_unreachable` saying why.
 */
export async function showFolders(
  asked: Asked,
  input: {
    mailboxId?: MailboxId | null | undefined
    server?:
      | (ServerInput & { username: string; password: string; caPem?: string | null | undefined })
      | undefined
  },
) {
  const server = await serverFor(asked, input)
  try {
    const { client } = await openFolder(server, 'INBOX', true)
    try {
      const found = await client.list({ statusQuery: { messages: true } })
      const items = found
        .filter((f) => !f.flags.has('\\Noselect') && !f.flags.has('\\NonExistent'))
        .map((f) => ({
          ...{ path: f.path, name: f.name, mails: f.status?.messages ?? 0 },
          inside: f.delimiter ? f.path.split(f.delimiter).slice(0, -1) : [],
          // What lies in the bin stays there, however deep.
          left:
            !f.status?.messages ||
            LEFT.includes(f.specialUse ?? '') ||
            f.path.split(f.delimiter || '/').some((name) => LEFT_NAMES.test(name)),
        }))
      return { items: items.slice(0, 500) }
    } finally {
      client.close()
    }
  } catch (e) {
    throw new Refused(
      refuse('mailbox_unreachable', {
        values: { reason: sayKept(asked.language.words, faultOf(e, server).reason) },
      }),
    )
  }
}

async function serverFor(asked: Asked, input: Parameters<typeof showFolders>[1]): Promise<MailServer> {
  const { server, mailboxId } = input
  if (server) {
    demandEncryption('imap', server)
    demandAuthorities(server.caPem, 'server.caPem')
    return serverOf(server, {
      username: server.username,
      password: server.password,
      caPem: server.caPem ?? null,
    })
  }
  const mailbox = mailboxId && (await asked.db.read(asked.workspaceId, (db) => findMailbox(db, mailboxId)))
  const imap = mailbox ? serversOf(asked.services, asked.workspaceId, mailbox).imap : null
  if (!imap) throw new Refused(refuse('mailbox_unreachable'))
  return imap
}
