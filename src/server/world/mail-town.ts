import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { sendReply } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import { changeMailbox, listMailboxes } from '../../contract/mailboxes.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { keepMailbox } from '../channels/mail-in-watch.ts'
import { type SendResult, sendMail } from '../mail/send.ts'
import type { TestCertificate } from '../mail/testing/certificate.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { findPostfix, freeAddress, startPostfix, type TestPostfix } from '../mail/testing/postfix.ts'
import { makeDesk } from './mail-desk.ts'
import { SOON } from './soon.ts'
import { makeWorld } from './world.ts'

/** What is missing for a town, as a sentence; null where nothing is. */
export function townLacks(): string | null {
  if (findDovecot() === null) return 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
  if (findPostfix() === null)
    return 'Postfix is not installed, or this is not root (apt-get install -y postfix)'
  return null
}

/** Our address in a town, and those of its customers. */
export const OURS = 'desk@servus.example'
export const MARTA = 'marta@customers.example'
export const BEN = 'ben@customers.example'

/** Real mail servers: ours (Postfix, and Dovecot behind it) and the customers' (Postfix). */
export type Town = {
  readonly inbox: TestDovecot
  readonly ours: TestPostfix
  readonly theirs: TestPostfix
  /** How a mailbox of Servus reaches our servers. */
  readonly settings: {
    readonly imap: { host: string; port: number; tls: boolean }
    readonly smtp: { host: string; port: number; tls: boolean }
    readonly address: string
    readonly username: string
    readonly password: string
    readonly caPem: string
    readonly fetch: 'all'
  }
  /** Hands bytes to the customers' server, as their mail program does; `from` is the envelope's, empty for what no machine may answer. */
  hand(raw: string | Uint8Array, from?: string, to?: readonly string[]): Promise<SendResult>
  /** Empties every mailbox, and lets all servers say yes again. */
  clear(): Promise<void>
  stop(): Promise<void>
}

/** Builds a town. `ourMore`, `theirMore`: lines for the main.cf of our Postfix and of theirs. */
export async function startTown(
  of: {
    delimiter?: '+' | ''
    certificate?: (host: string) => TestCertificate
    ourMore?: readonly string[]
    theirMore?: readonly string[]
  } = {},
): Promise<Town> {
  const [ourHost, theirHost] = [await freeAddress(), await freeAddress()]
  const inbox = await startDovecot()
  const [ours, theirs] = await Promise.all([
    startPostfix({
      ...{ domain: 'servus.example', host: ourHost, routes: { 'customers.example': theirHost } },
      ...{ maildirs: { [OURS]: inbox.maildir }, authSocket: inbox.authSocket },
      ...{ delimiter: of.delimiter ?? '+', more: of.ourMore ?? [] },
      ...(of.certificate ? { certificate: of.certificate } : {}),
    }),
    startPostfix({
      ...{ domain: 'customers.example', host: theirHost, routes: { 'servus.example': ourHost } },
      ...{ people: ['marta', 'ben', 'jörg'], more: of.theirMore ?? [] },
    }),
  ])
  const door = {
    host: theirs.host,
    port: 587,
    security: 'starttls',
    user: '',
    pass: '',
    ca: theirs.caPem,
  } as const
  return {
    ...{ inbox, ours, theirs },
    settings: {
      imap: { host: inbox.host, port: inbox.imapPort, tls: true },
      smtp: { host: ours.host, port: 587, tls: true },
      ...{ address: OURS, username: inbox.user, password: inbox.pass, fetch: 'all' },
      caPem: inbox.caPem + ours.caPem,
    },
    hand: (raw, from = MARTA, to = [OURS]) => sendMail(door, Buffer.from(raw), { from, to }),
    async clear() {
      ours.answerWith(null)
      theirs.answerWith(null)
      for (const server of [ours, theirs]) await server.clear()
      for (const part of ['new', 'cur'])
        for (const name of await readdir(join(inbox.maildir, part)))
          await rm(join(inbox.maildir, part, name), { force: true })
    },
    async stop() {
      await Promise.all([ours.stop(), theirs.stop(), inbox.stop()])
    },
  }
}

const PACING = { firstRetry: 20, longestRetry: 100, refusedRetry: 100, poll: 500 }

/** Waits for mails in somebody's Maildir. */
export async function came(server: TestPostfix, user: string, count: number): Promise<string[]> {
  await expect.poll(async () => (await server.mailsOf(user)).length, SOON).toBeGreaterThanOrEqual(count)
  return await server.mailsOf(user)
}

/** A desk of a new world in a town: it is watched and answers by the town's servers. Whoever opens it stops it. */
export async function sitIn(town: Town, settings: Parameters<typeof makeDesk>[1] = {}) {
  const world = await makeWorld()
  // Mail servers live in real time: whatever arrives after an answer was due must not seem older.
  world.at(new Date(Date.now() - 3_600_000).toISOString())
  const desk = await makeDesk(world, { ...town.settings, ...settings })
  const over = new AbortController()
  const done = keepMailbox(world.services, world.workspaceId, desk.id, over.signal, { pacing: PACING })
  const list = async () => (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items
  const mailbox = async () => (await world.owner.call(listMailboxes)).items[0]!
  return {
    ...{ world, desk, list, mailbox },
    /** Waits until so many mails stand in the receipt book, and gives back the conversations there are. */
    async filed(count: number) {
      await expect.poll(async () => (await mailbox()).receipts.filed, SOON).toBe(count)
      return await list()
    },
    async reply(conversationId: ConversationId, body: Partial<InputOf<typeof sendReply>['body']> = {}) {
      const params = { conversationId }
      return (await world.owner.call(sendReply, { params, body: { text: 'We will look at it.', ...body } }))
        .message
    },
    /** Changes the mailbox; it is read on as before. */
    async change(settings: Partial<InputOf<typeof changeMailbox>['body']>) {
      const { imap, smtp, caPem, username, siteId, address, displayName, id, version } = await mailbox()
      const body = { imap, smtp, caPem, username, siteId, address, displayName, version, ...settings }
      await world.owner.call(changeMailbox, { params: { mailboxId: id }, body })
    },
    /** Lets so much time pass, and has what is due leave. */
    async carry(seconds = 30) {
      world.at(new Date(Date.parse(world.now()) + seconds * 1000).toISOString())
      await carryDueMail(world.services)
    },
    async delivery(conversationId: ConversationId, messageId: string) {
      return (await desk.messages(conversationId)).find((m) => m.id === messageId)?.delivery
    },
    async stop() {
      over.abort()
      await done
    },
  }
}
