import { ImapFlow } from 'imapflow'
import type { Instant } from '../../domain/shared/time.ts'
import { faultOf, type MailFault } from './faults.ts'
import { expectBytes, guarded } from './guard.ts'
import { type MailServer, tlsOptions } from './servers.ts'

/** Where reading stands in a folder: everything up to `uid` has been taken over (RFC 3501 §2.3.1.1). */
export type MailPosition = { readonly uidValidity: number; readonly uid: number }

/** What the server says about a fetched message. `size` in bytes. */
export type FetchedMeta = MailPosition & { readonly internalDate: Instant | null; readonly size: number }

/**
 * Opens an IMAP connection and the folder. The caller closes the client, also after a throw from a later command. Signs in with a token
 * where there is one to be had; one the server does not take is renewed once.
 */
export async function openFolder(
  server: MailServer,
  folder: string,
  readOnly: boolean,
  signal?: AbortSignal,
) {
  const token = await server.token?.()
  try {
    return await open(server, folder, readOnly, token, signal)
  } catch (error) {
    if (token === undefined || faultOf(error, server).code !== 'password_refused') throw error
    return await open(server, folder, readOnly, await server.token?.(token), signal)
  }
}

/** One message of 100 MiB comes whole, and the numbers of millions; by itself imapflow takes gigabytes. */
const LARGEST = {
  maxLiteralSize: 101 * 1024 * 1024,
  maxLineLength: 32 * 1024 * 1024,
  maxResponseSize: 136 * 1024 * 1024,
}

async function open(
  server: MailServer,
  folder: string,
  readOnly: boolean,
  token: string | undefined,
  signal?: AbortSignal,
) {
  const flow = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls' ? true : server.security === 'none' ? false : undefined,
    auth: { user: server.user, ...(token === undefined ? { pass: server.pass } : { accessToken: token }) },
    tls: tlsOptions(server),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: server.timeouts?.connect ?? 20_000,
    greetingTimeout: server.timeouts?.greeting ?? 15_000,
    socketTimeout: server.timeouts?.silence ?? 5 * 60_000,
    ...LARGEST,
  })
  const client = guarded(flow, server.timeouts?.command)
  const stop = () => client.close()
  signal?.addEventListener('abort', stop, { once: true })
  client.on('close', () => signal?.removeEventListener('abort', stop))
  // Without a listener an error event would end the process; the pending command rejects with the same error.
  client.on('error', () => {})
  try {
    await client.connect()
    const opened = await client.mailboxOpen(folder, { readOnly })
    return { client, uidValidity: Number(opened.uidValidity), uidNext: opened.uidNext }
  } catch (error) {
    client.close()
    throw error
  }
}

/** Connects, signs in and opens the folder without reading anything; the fault, or null when all is well. */
export async function checkImap(server: MailServer, folder = 'INBOX'): Promise<MailFault | null> {
  try {
    const { client } = await openFolder(server, folder, true)
    await client.logout().catch(() => client.close())
    return null
  } catch (error) {
    return faultOf(error, server)
  }
}

/**
 * Asks whether the server is still there, and makes it look for new mail (Dovecot does so on NOOP at once, on SEARCH only
 * now and then). Rejects after `ms`: imapflow waits for ever when a line goes dead just as IDLE begins.
 */
export async function nudge(client: ImapFlow, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), ms)
  })
  try {
    await Promise.race([client.noop(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The paths of all folders that can be opened. */
export async function foldersOf(client: ImapFlow): Promise<ReadonlySet<string>> {
  const listed = await client.list()
  if (!client.usable) throw Object.assign(new Error('the line was cut'), { code: 'NoConnection' })
  return new Set(
    listed.filter((f) => !f.flags.has('\\Noselect') && !f.flags.has('\\NonExistent')).map((f) => f.path),
  )
}

/** The UIDs above `uid`, ascending. */
export async function uidsAbove(client: ImapFlow, uid: number): Promise<number[]> {
  const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true })
  // imapflow answers "no" alike where the server refuses and where the line was cut.
  if (!found && !client.usable) throw Object.assign(new Error('the line was cut'), { code: 'NoConnection' })
  if (!found) throw new Error('the search for new messages failed')
  return found.filter((one) => one > uid).sort((a, b) => a - b)
}

/** The first UID of a message that arrived at or after `since`, or null. */
export async function firstUidSince(client: ImapFlow, since: Instant): Promise<number | null> {
  // IMAP knows days only, and imapflow asks for YOUNGER instead where it can, which fails for a moment to come: a day
  // more is asked for, all where that fails, and the server's own dates decide.
  const dayBefore = new Date(new Date(since).getTime() - 86_400_000)
  const near = (await client.search({ since: dayBefore }, { uid: true })) || (await uidsAbove(client, 0))
  if (near.length === 0) return null
  expectBytes(client, near.length * LINE_BYTES)
  const listed = await client.fetchAll(near.join(','), { uid: true, internalDate: true }, { uid: true })
  const late = listed.filter((one) => (dated(one.internalDate) ?? since) >= since).map((one) => one.uid)
  return late.length > 0 ? late.reduce((a, b) => Math.min(a, b)) : null
}

/** What a server says of one message where nothing of it is asked for. */
export const LINE_BYTES = 200
const GROUP_BYTES = 8 * 1024 * 1024
const BATCH = 50

/**
 * Reads the messages of these UIDs in order, at most some megabytes at once in memory. Messages over `maxBytes` come
 * without their source; those that disappeared meanwhile do not come at all.
 */
export async function* readMessages(
  client: ImapFlow,
  uidValidity: number,
  uids: readonly number[],
  maxBytes: number,
) {
  for (let at = 0; at < uids.length; at += BATCH) {
    const batch = uids.slice(at, at + BATCH).join(',')
    expectBytes(client, BATCH * LINE_BYTES)
    const listed = await client.fetchAll(batch, { uid: true, size: true, internalDate: true }, { uid: true })
    const metas = listed
      .map(
        ({ uid, size = 0, internalDate }): FetchedMeta => ({
          uidValidity,
          uid,
          size,
          internalDate: dated(internalDate),
        }),
      )
      .sort((a, b) => a.uid - b.uid)
    for (const group of groupsOf(metas)) {
      const wanted = group.filter((meta) => meta.size <= maxBytes).map((meta) => meta.uid)
      const sources = new Map<number, Buffer>()
      if (wanted.length > 0) {
        expectBytes(
          client,
          group.reduce((sum, meta) => sum + (meta.size <= maxBytes ? meta.size : 0), 0),
        )
        for (const message of await client.fetchAll(
          wanted.join(','),
          { uid: true, source: true },
          { uid: true },
        )) {
          if (message.source) sources.set(message.uid, message.source)
        }
      }
      for (const meta of group) {
        const raw = sources.get(meta.uid) ?? null
        if (raw !== null || meta.size > maxBytes) yield { meta, raw }
      }
    }
  }
}

function groupsOf(metas: readonly FetchedMeta[]): FetchedMeta[][] {
  const groups: FetchedMeta[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const meta of metas) {
    if (bytes + meta.size > GROUP_BYTES) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)!.push(meta)
    bytes += meta.size
  }
  return groups
}

function dated(date: Date | string | undefined): Instant | null {
  const time = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isNaN(time) ? null : (new Date(time).toISOString() as Instant)
}
