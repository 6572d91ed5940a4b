import { ImapFlow } from 'imapflow'
import type { TestDovecot } from './dovecot.ts'

/** Hands on a test Dovecot's folders, as another mail program has them. */
export type Folders = {
  /** Makes a folder. */
  make(name: string): Promise<void>
  /** Takes a folder away with all that lies in it. */
  remove(name: string): Promise<void>
  /** Gives a folder another name. */
  rename(name: string, to: string): Promise<void>
  /** Puts a message into a folder, unread, as if it came (or was sent) then. */
  put(folder: string, raw: string | Uint8Array, at: string): Promise<void>
  /** The flags of every message of a folder. */
  flags(folder: string): Promise<string[][]>
  stop(): Promise<void>
}

/** Signs in beside whoever is tested. */
export async function openFolders(mail: TestDovecot): Promise<Folders> {
  const client = new ImapFlow({
    ...{ host: mail.host, port: mail.imapPort, secure: true, logger: false },
    ...{ auth: { user: mail.user, pass: mail.pass }, tls: { ca: [mail.caPem] } },
  })
  client.on('error', () => {})
  await client.connect()
  return {
    make: async (name) => void (await client.mailboxCreate(name)),
    remove: async (name) => void (await client.mailboxDelete(name)),
    rename: async (name, to) => void (await client.mailboxRename(name, to)),
    put: async (folder, raw, at) => void (await client.append(folder, Buffer.from(raw), [], new Date(at))),
    async flags(folder) {
      await client.mailboxOpen(folder, { readOnly: true })
      const all = await client.fetchAll('1:*', { flags: true })
      return all.map((one) => [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent'))
    },
    stop: async () => {
      client.close()
    },
  }
}
