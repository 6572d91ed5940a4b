import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import { troubleWithAuthorities } from '../mail/authorities.ts'
import { EncryptionRequired, type MailServer, type TokenSource, tlsOptions } from '../mail/servers.ts'
import { type Secret, seal, unseal } from '../secret.ts'
import type { Services } from '../services.ts'
import { tokensOf } from './mailboxes-tokens.ts'
import type { StoredMailbox } from './store-mailboxes.ts'

/** A server as people set it: encrypted or not. */
export type ServerInput = { host: string; port: number; tls: boolean }

/** Ports on which encryption begins after the greeting; on all others it begins with the first byte. */
const UPGRADED = [25, 143, 587, 2525]

/** How to reach a server with a name and a password. `user` is empty for a server that asks for none. */
export function serverOf(
  { host, port, tls }: ServerInput,
  login: {
    username: string | null
    password: string | null
    caPem: string | null
    token?: TokenSource | null
  },
): MailServer {
  const security = !tls ? 'none' : UPGRADED.includes(port) ? 'starttls' : 'tls'
  const { username, password, caPem, token } = login
  return {
    ...{ host, port, security, user: username ?? '', pass: password ?? '' },
    ...(caPem ? { ca: caPem } : {}),
    ...(token ? { token } : {}),
  }
}

/** @throws Refused `invalid_input` on `<way>.tls` when a password would travel in the clear to another machine. */
export function demandEncryption(way: 'imap' | 'smtp', server: ServerInput | null): void {
  if (!server) return
  try {
    tlsOptions(serverOf(server, { username: null, password: null, caPem: null }))
  } catch (e) {
    if (!(e instanceof EncryptionRequired)) throw e
    throw new Refused(refuse('invalid_input', { field: `${way}.tls` }))
  }
}

/** @throws Refused `authority_unreadable`, `authorities_alike` on the field, of certificates that are to be trusted from now on. */
export function demandAuthorities(pem: string | null | undefined, field: string): void {
  const trouble = pem ? troubleWithAuthorities(pem, field) : null
  if (trouble) throw new Refused(trouble)
}

/** Closes a password so that it opens for its own mailbox only. */
export function sealPassword(
  secret: Secret,
  workspaceId: string,
  mailboxId: string,
  password: string,
): Buffer {
  return seal(secret, about(workspaceId, mailboxId), password)
}

/** The password of a mailbox; null for one without. @throws Error under another secret. */
export function passwordOf(secret: Secret, workspaceId: string, m: StoredMailbox): string | null {
  return m.secret ? unseal(secret, about(workspaceId, m.id), m.secret) : null
}

/** The servers of a mailbox with what lets us in, for those who fetch and send. @throws Error under another secret. */
export function serversOf(services: Services, workspaceId: WorkspaceId, m: StoredMailbox) {
  const password = passwordOf(services.secret, workspaceId, m)
  const token = m.provider ? tokensOf(services, workspaceId, m.id) : null
  const login = { username: m.username, password, caPem: m.caPem, token }
  const imap = imapOf(m)
  const smtp = smtpOf(m)
  return { imap: imap ? serverOf(imap, login) : null, smtp: smtp ? serverOf(smtp, login) : null }
}

/** The server a mailbox is read from, as people set it. */
export function imapOf({ imapHost: host, imapPort: port, imapTls: tls }: StoredMailbox): ServerInput | null {
  return host === null || port === null ? null : { host, port, tls: tls ?? true }
}

/** The server a mailbox sends through, as people set it. */
export function smtpOf({ smtpHost: host, smtpPort: port, smtpTls: tls }: StoredMailbox): ServerInput | null {
  return host === null || port === null ? null : { host, port, tls: tls ?? true }
}

function about(workspaceId: string, mailboxId: string): string {
  return `mailbox ${workspaceId} ${mailboxId}`
}
