import type { MailProvider } from '../../domain/channels/mail-sign-in.ts'
import type { MailboxId, SiteId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, plus } from '../../domain/shared/time.ts'
import { kept, sayKept } from '../../words/kept.ts'
import * as accounts from '../accounts/store.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { checkImap } from '../mail/imap.ts'
import { checkSmtp } from '../mail/send.ts'
import type { TokenSource } from '../mail/servers.ts'
import { hashToken, newToken } from '../secret.ts'
import {
  demandAuthorities,
  demandEncryption,
  imapOf,
  passwordOf,
  type ServerInput,
  sealPassword,
  serverOf,
  smtpOf,
} from './mailboxes-servers.ts'
import { isSignedIn, tokensOf } from './mailboxes-tokens.ts'
import { listChecks } from './store-mail-in-check.ts'
import {
  findApp,
  findGrant,
  letGrantLeave,
  listGrants,
  type StoredApp,
  type StoredGrant,
} from './store-mail-sign-in.ts'
import * as store from './store-mailboxes.ts'
import { findHolders } from './store-sending.ts'

/** What people set of a mailbox. `password` absent: as it was. */
export type MailboxInput = {
  siteId: SiteId
  address: string
  displayName: string
  imap: ServerInput | null
  smtp: ServerInput | null
  username: string | null
  password?: string | undefined
  caPem?: string | null | undefined
  /** Where it is signed in instead of a password. Absent: as it was. */
  provider?: MailProvider | null | undefined
  signInAs?: string | null | undefined
}

/**
 * Connects a mailbox. With `now` what arrives from this moment on is taken, with `all` everything it holds.
 * @throws Refused `invalid_input` naming the field.
 */
export async function addMailbox(
  asked: Asked,
  { fetch, ...input }: MailboxInput & { fetch: 'now' | 'all' },
): Promise<MailboxId> {
  const known = await demandSound(asked, input, null)
  const id = asked.newId<'mailbox'>()
  // Mail servers know the second a mail came, no finer.
  const second = Math.floor(asked.services.clock() / 1000) * 1000
  const fetchSince = fetch === 'all' ? null : fromEpochMs(second)
  const settings = { ...settingsOf(asked, id, input, null, known), fetchSince }
  await flush(asked, {
    writes: [store.insertMailbox(asked.workspaceId, settings, asked.now)],
    events: [{ kind: 'mailbox.added', subjects: { mailboxId: id, siteId: input.siteId }, data: {} }],
  })
  return id
}

/**
 * Changes a mailbox. On another server it is read again from where it began; what is known is not taken twice. Another server
 * or name wants the password anew, lest the kept one be sent to a server somebody chose for that.
 * @throws Refused `changed_meanwhile`, `invalid_input` naming the field.
 */
export async function changeMailbox(
  asked: Asked,
  id: MailboxId,
  { version, archived = false, ...input }: MailboxInput & { version: number; archived?: boolean | undefined },
): Promise<void> {
  const before = await mailboxOf(asked, id)
  const known = await demandSound(asked, input, before)
  const settings = settingsOf(asked, id, input, before, known)
  const moved = imapOf(before)?.host !== input.imap?.host || before.username !== settings.username
  const next = archived
    ? { ...settings, archivedAt: before.archivedAt ?? asked.now, state: 'off' as const }
    : settings
  // What can be undone by a press is not given back at once.
  const now = realNow(asked.services)
  const leaving = archived
    ? [letGrantLeave(id, plus(now, { minutes: 10 }))]
    : before.provider !== settings.provider || before.archivedAt
      ? [letGrantLeave(id, known.grant?.provider === settings.provider ? null : now)]
      : []
  await flush(asked, {
    writes: [store.updateMailbox(next, version, asked.now, moved), ...leaving],
    events: [
      {
        kind: 'mailbox.changed',
        subjects: { mailboxId: id },
        data: { archived, password: !!input.password },
      },
    ],
  })
}

/** Tries settings without keeping them: signs in to both servers, reads and sends nothing. */
export async function checkMailbox(
  asked: Asked,
  input: MailboxInput & { mailboxId?: MailboxId | undefined },
) {
  const before = input.mailboxId ? await mailboxOf(asked, input.mailboxId) : null
  const signIn = signInOf(input, before)
  const { username } = signIn
  demandAuthorities(input.caPem, 'caPem')
  let token: TokenSource | null = null
  if (signIn.provider) {
    demandServers(input)
    const known = await knownOf(asked, signIn.provider, before)
    if (!before || !isSignedIn(known.grant, known.app, boxOf(input, signIn))) return notYet(asked, input)
    token = tokensOf(asked.services, asked.workspaceId, before.id)
  } else demandLogin(input, before)
  const password =
    input.password ?? (before ? passwordOf(asked.services.secret, asked.workspaceId, before) : null)
  const login = { username, password, caPem: input.caPem ?? null, token }
  const [imap, smtp] = await Promise.all([
    input.imap ? checkImap(serverOf(input.imap, login)) : null,
    input.smtp ? checkSmtp(serverOf(input.smtp, login)) : null,
  ])
  const said = (fault: { reason: string } | null) => ({
    ok: fault === null,
    reason: fault && sayKept(asked.language.words, fault.reason),
  })
  return { imap: input.imap ? said(imap) : null, smtp: input.smtp ? said(smtp) : null }
}

/** Makes the token for posting raw mail to a mailbox; the old one ends. It is shown once and kept as a hash. */
export async function makePostToken(asked: Asked, id: MailboxId) {
  const mailbox = await mailboxOf(asked, id)
  if (mailbox.archivedAt) throw new Refused(refuse('not_found'))
  const token = newToken()
  await flush(asked, {
    writes: [store.updatePostToken(id, hashToken(token))],
    events: [{ kind: 'mailbox.changed', subjects: { mailboxId: id }, data: { token: true } }],
  })
  return { token, url: `${asked.services.publicUrl()}/api/inbound/${asked.workspaceId}/${id}` }
}

/** Mailboxes as screens show them, with their receipt book in figures; never a password. */
export async function showMailboxes(asked: Asked) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const counts = await store.countReceipts(db)
    const checks = await listChecks(db)
    const grants = await listGrants(db)
    return (await store.listMailboxes(db)).map((m) => {
      const of = (state: string) => counts.find((c) => c.mailboxId === m.id && c.state === state)?.n ?? 0
      const [filed, kept, doubled, waiting] = [of('filed'), of('kept'), of('doubled'), of('waiting')]
      const junk = of('junk')
      const { id, siteId, address, displayName, username, caPem, state, stateAt, version } = m
      const stateReason = sayKept(asked.language.words, m.stateReason)
      return {
        ...{ id, siteId, address, displayName, username, caPem, state, stateReason, stateAt, version },
        imap: imapOf(m),
        smtp: smtpOf(m),
        hasPassword: m.secret !== null,
        ...{ provider: m.provider, signInAs: m.signInAs },
        signedInAs: grants.find((g) => g.mailboxId === m.id && g.provider === m.provider)?.account ?? null,
        hasPostToken: m.pushTokenHash !== null,
        differsSince: checks.find((c) => c.mailboxId === m.id)?.differsSince ?? null,
        receipts: { fetched: filed + kept + junk + doubled + waiting, filed, kept, junk, doubled, waiting },
        archived: m.archivedAt !== null,
      }
    })
  })
}

/** One mailbox as screens show it. @throws Refused `not_found`. */
export async function showMailbox(asked: Asked, id: MailboxId) {
  const found = (await showMailboxes(asked)).find((m) => m.id === id)
  if (!found) throw new Refused(refuse('not_found'))
  return found
}

async function mailboxOf(asked: Asked, id: MailboxId): Promise<store.StoredMailbox> {
  const found = await asked.db.read(asked.workspaceId, (db) => store.findMailbox(db, id))
  if (!found) throw new Refused(refuse('not_found', { field: 'mailboxId' }))
  return found
}

function settingsOf(
  asked: Asked,
  id: MailboxId,
  input: MailboxInput,
  before: store.StoredMailbox | null,
  known: Known,
): store.MailboxSettings {
  const { siteId, address, displayName, imap, smtp, password, caPem } = input
  const signIn = signInOf(input, before)
  const waits = signIn.provider && !isSignedIn(known.grant, known.app, boxOf(input, signIn)) && (imap ?? smtp)
  const sealed = password
    ? sealPassword(asked.services.secret, asked.workspaceId, id, password)
    : (before?.secret ?? null)
  return {
    ...{ id, siteId, address, displayName, ...signIn },
    ...{ imapHost: imap?.host ?? null, imapPort: imap?.port ?? null, imapTls: imap?.tls ?? null },
    ...{ smtpHost: smtp?.host ?? null, smtpPort: smtp?.port ?? null, smtpTls: smtp?.tls ?? null },
    secret: signIn.username === null || signIn.provider ? null : sealed,
    caPem: (caPem === undefined ? before?.caPem : caPem) ?? null,
    state: waits ? 'sign_in' : imap ? 'connecting' : 'off',
    stateReason: null,
    fetchSince: before?.fetchSince ?? null,
    archivedAt: null,
  }
}

type Known = { app: StoredApp | null; grant: StoredGrant | null }

/** @throws Refused `sign_in_not_set_up` where mailboxes cannot be signed in. */
async function knownOf(
  asked: Asked,
  provider: MailProvider | null,
  before: store.StoredMailbox | null,
): Promise<Known> {
  if (provider === null) return { app: null, grant: null }
  const known = await asked.db.read(asked.workspaceId, async (db) => ({
    app: await findApp(db, provider),
    grant: before && (await findGrant(db, before.id)),
  }))
  if (!known.app) throw new Refused(refuse('sign_in_not_set_up', { field: 'provider' }))
  return known
}

/** How a mailbox lets us in, as it is asked for. Where it is signed in it goes by its address, if by no other name. */
function signInOf(input: MailboxInput, before: store.StoredMailbox | null) {
  const provider = input.provider === undefined ? (before?.provider ?? null) : input.provider
  const signInAs = input.signInAs === undefined ? (before?.signInAs ?? null) : input.signInAs
  return provider
    ? { provider, signInAs, username: input.username ?? input.address }
    : { provider, signInAs: null, username: input.username }
}

function boxOf({ imap, smtp }: MailboxInput, { provider, username }: ReturnType<typeof signInOf>) {
  return { provider, username, imapHost: imap?.host ?? null, smtpHost: smtp?.host ?? null }
}

/** Servers cannot be tried before somebody has signed in for them. */
function notYet(asked: Asked, { imap, smtp }: MailboxInput) {
  const reason = sayKept(asked.language.words, kept('sign_in_first'))
  return { imap: imap && { ok: false, reason }, smtp: smtp && { ok: false, reason } }
}

function demandServers({ imap, smtp }: MailboxInput): void {
  demandEncryption('imap', imap)
  demandEncryption('smtp', smtp)
}

async function demandSound(
  asked: Asked,
  input: MailboxInput,
  before: store.StoredMailbox | null,
): Promise<Known> {
  const { provider } = signInOf(input, before)
  if (provider) demandServers(input)
  else demandLogin(input, before)
  // What stood there before this was looked at holds up nothing else.
  if (input.caPem !== before?.caPem) demandAuthorities(input.caPem, 'caPem')
  const known = await knownOf(asked, provider, before)
  await asked.db.read(asked.workspaceId, async (db) => {
    if (!(await accounts.findSite(db, input.siteId)))
      throw new Refused(refuse('not_found', { field: 'siteId' }))
    const wanted = input.address.toLowerCase()
    const taken = (await store.listMailboxes(db)).some(
      (m) => m.id !== before?.id && !m.archivedAt && m.address.toLowerCase() === wanted,
    )
    if (taken) throw new Refused(refuse('invalid_input', { field: 'address' }))
    const beside = (await findHolders(db, [wanted])).find((h) => !h.own && !h.gone && h.id !== before?.id)
    if (beside)
      throw new Refused(
        refuse('address_used', { field: 'address', values: { address: wanted, mailbox: beside.mailbox } }),
      )
  })
  return known
}

function demandLogin(input: MailboxInput, before: store.StoredMailbox | null): void {
  const no = (field: string) => new Refused(refuse('invalid_input', { field }))
  demandServers(input)
  if (input.imap && input.username === null) throw no('username')
  if (input.username === null || input.password !== undefined || !(input.imap || input.smtp)) return
  if (!before?.secret) throw no('password')
  const same = (a: ServerInput | null, b: ServerInput | null) => b === null || a?.host === b.host
  const known = same(imapOf(before), input.imap) && same(smtpOf(before), input.smtp)
  if (!known || before.username !== input.username) throw no('password')
}
