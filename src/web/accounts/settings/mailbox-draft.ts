import type { MailProvider } from '../../../domain/channels/mail-sign-in.ts'
import type { SiteId } from '../../../domain/shared/ids.ts'
import { looksLikeEmail } from '../use-form.ts'
import type { Mailbox } from './settings-data.ts'

/** How a mailbox lets us in. */
export type Entry = MailProvider | 'password'

/** A mailbox as one fills it in; an empty server name means that there is none. */
export type MailboxDraft = {
  address: string
  displayName: string
  entry: Entry
  signInAs: string
  username: string
  password: string
  imapHost: string
  imapPort: string
  imapTls: boolean
  smtpHost: string
  smtpPort: string
  smtpTls: boolean
  caPem: string
  fetch: 'now' | 'all'
  siteId: SiteId
}

/** A mailbox as one fills it in, or a blank one. */
export function draftOf(mailbox: Mailbox | undefined, siteId: SiteId): MailboxDraft {
  return {
    address: mailbox?.address ?? '',
    displayName: mailbox?.displayName ?? '',
    entry: mailbox?.provider ?? 'password',
    signInAs: mailbox?.signInAs ?? '',
    username: usernameOf(mailbox),
    password: '',
    imapHost: mailbox?.imap?.host ?? '',
    imapPort: String(mailbox?.imap?.port ?? 993),
    imapTls: mailbox?.imap?.tls ?? true,
    smtpHost: mailbox?.smtp?.host ?? '',
    smtpPort: String(mailbox?.smtp?.port ?? 587),
    smtpTls: mailbox?.smtp?.tls ?? true,
    caPem: mailbox?.caPem ?? '',
    fetch: 'now',
    siteId: mailbox?.siteId ?? siteId,
  }
}

// Where one is signed in it goes by its address, unless somebody says otherwise.
function usernameOf(mailbox: Mailbox | undefined): string {
  return mailbox?.provider && mailbox.username === mailbox.address ? '' : (mailbox?.username ?? '')
}

/** What the server takes of it; an empty password means "as it was". */
export function inputOf(draft: MailboxDraft) {
  const server = (host: string, port: string, tls: boolean) =>
    host.trim() ? { host: host.trim(), port: Number(port), tls } : null
  return {
    siteId: draft.siteId,
    address: draft.address.trim(),
    displayName: draft.displayName.trim(),
    imap: server(draft.imapHost, draft.imapPort, draft.imapTls),
    smtp: server(draft.smtpHost, draft.smtpPort, draft.smtpTls),
    username: draft.username.trim() || null,
    provider: draft.entry === 'password' ? null : draft.entry,
    signInAs: draft.entry === 'password' ? null : draft.signInAs.trim() || null,
    ...(draft.password && draft.entry === 'password' ? { password: draft.password } : {}),
    caPem: draft.caPem.trim() || null,
  }
}

/** Which field of the draft a path of the input is about. */
export function fieldOfMailbox(path: string): keyof MailboxDraft | undefined {
  const [way, part] = path.split('.')
  if (way === 'imap' || way === 'smtp') {
    const fields = { host: `${way}Host`, port: `${way}Port`, tls: `${way}Tls` } as const
    return fields[(part ?? 'host') as keyof typeof fields] ?? `${way}Host`
  }
  const plain = ['address', 'displayName', 'username', 'password', 'caPem', 'signInAs'] as const
  if (path === 'provider') return 'entry'
  return plain.find((field) => field === path)
}

/** What one can tell to be wrong before asking the server. */
export function checkDraft(
  draft: MailboxDraft,
  words: { missing: string; email: string; port: string },
): Partial<Record<keyof MailboxDraft, string | undefined>> {
  const portOf = (host: string, port: string) =>
    !host.trim() || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)
      ? undefined
      : words.port
  return {
    address: looksLikeEmail(draft.address) ? undefined : words.email,
    displayName: draft.displayName.trim() ? undefined : words.missing,
    signInAs:
      draft.entry === 'password' || !draft.signInAs.trim() || looksLikeEmail(draft.signInAs)
        ? undefined
        : words.email,
    imapPort: portOf(draft.imapHost, draft.imapPort),
    smtpPort: portOf(draft.smtpHost, draft.smtpPort),
  }
}
