import {
  type Bound,
  faultOfSignIn,
  isBoundTo,
  isUsable,
  nextRenewal,
} from '../../domain/channels/mail-sign-in.ts'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import { type MailFaultCode, NoToken } from '../mail/faults.ts'
import { type OAuthApp, OAuthFailed, renewTokens, type Tokens } from '../mail/oauth.ts'
import { pause } from '../mail/pause.ts'
import type { TokenSource } from '../mail/servers.ts'
import { type Secret, seal, unseal } from '../secret.ts'
import type { Services } from '../services.ts'
import * as store from './store-mail-sign-in.ts'
import { findMailbox, type StoredMailbox, updateState } from './store-mailboxes.ts'

/** How long renewing is somebody's (seconds): longer than a provider may take to answer. */
const CLAIM = 30
/** How often it is looked whether somebody who renews has come to an end (ms), and how many times. */
const LOOK = 100
const LOOKS = 600
/** How often what a provider gave is tried to be written down, a second apart: what it gave before may be dead by then. */
const WRITES = 60

/** Where the tokens of a mailbox come from. */
export function tokensOf(services: Services, workspaceId: WorkspaceId, mailboxId: MailboxId): TokenSource {
  return (refused) => tokenFor(services, workspaceId, mailboxId, refused ?? null)
}

/** For which app and servers a mailbox is signed in. */
export function boundOf(
  app: Pick<store.StoredApp, 'clientId' | 'tokenUrl'>,
  { imapHost, smtpHost, username }: Pick<StoredMailbox, 'imapHost' | 'smtpHost' | 'username'>,
): Bound {
  const hosts = [imapHost, smtpHost].filter((host) => host !== null)
  return { clientId: app.clientId, tokenUrl: app.tokenUrl, hosts, username: username ?? '' }
}

/** Tells whether a mailbox is signed in, for what it is now. */
export function isSignedIn(
  grant: store.StoredGrant | null,
  app: store.StoredApp | null,
  mailbox: Pick<StoredMailbox, 'provider' | 'imapHost' | 'smtpHost' | 'username'>,
): grant is store.StoredGrant {
  return (
    grant !== null &&
    app !== null &&
    grant.endedAt === null &&
    grant.provider === mailbox.provider &&
    isBoundTo(grant.bound, boundOf(app, mailbox))
  )
}

/** An app as it is known at its provider, its secret opened. @throws Error under another secret. */
export function appOf(secret: Secret, workspaceId: WorkspaceId, app: store.StoredApp): OAuthApp {
  const about = aboutApp(workspaceId, app.provider)
  return { ...app, secret: app.secret ? unseal(secret, about, app.secret) : null }
}

/** What the secret of an app is sealed for. */
export function aboutApp(workspaceId: WorkspaceId, provider: string): string {
  return `mail app ${workspaceId} ${provider}`
}

/** Opens a token of a mailbox. @throws Error under another secret. */
export function openToken(secret: Secret, workspaceId: WorkspaceId, mailboxId: MailboxId, sealed: Buffer) {
  return unseal(secret, aboutGrant(workspaceId, mailboxId), sealed)
}

/** What a provider gave, as it is kept of a mailbox. A provider that gives no other lasting token means the one it gave. */
export function sealTokens(
  services: Services,
  workspaceId: WorkspaceId,
  mailboxId: MailboxId,
  tokens: Tokens,
) {
  const { secret } = services
  const about = aboutGrant(workspaceId, mailboxId)
  const { access, refresh, expiresIn } = tokens
  return {
    accessToken: seal(secret, about, access),
    accessUntil: expiresIn === null ? null : plus(realNow(services), { seconds: Math.floor(expiresIn) }),
    ...(refresh === null ? {} : { refreshToken: seal(secret, about, refresh) }),
  }
}

function aboutGrant(workspaceId: WorkspaceId, mailboxId: MailboxId): string {
  return `mail grant ${workspaceId} ${mailboxId}`
}

type Ground = { services: Services; act: Act; mailboxId: MailboxId }

/**
 * A token that can be used now. Whoever finds that it ends renews it, one at a time over all processes, and nothing is held while the
 * provider is asked: the turn is written down, and ends by itself where its holder is killed.
 * @throws NoToken
 */
async function tokenFor(
  services: Services,
  workspaceId: WorkspaceId,
  mailboxId: MailboxId,
  refused: string | null,
): Promise<string> {
  const act = await actIn(services, workspaceId, { kind: 'system', id: null })
  const ground = { services, act, mailboxId }
  for (let looks = 0; looks < LOOKS; looks++) {
    const { mailbox, app, grant } = await load(ground)
    if (!mailbox) throw noToken('sign_in_needed', kept('sign_in_needed'))
    if (!app) throw noToken('app_refused', kept('app_missing'))
    if (!isSignedIn(grant, app, mailbox)) throw await needSignIn(ground, mailbox)
    const opened = tryOpen(ground, app, grant)
    if (!opened) throw await needSignIn(ground, mailbox)
    const now = realNow(services)
    const { access } = opened
    if (access !== null && access !== refused && isUsable(grant.accessUntil, now)) return access
    if (grant.retryAt !== null && now < grant.retryAt) throw notNow(app, grant.problem)
    if (await claim(ground, grant)) {
      const renewed = await renew(ground, mailbox, { app, grant, ...opened })
      if (renewed !== null) return renewed
    } else await pause(LOOK, new AbortController().signal)
  }
  throw noToken('provider_away', kept('provider_away', { why: '…' }))
}

async function load({ act, mailboxId }: Ground) {
  return await act.db.read(act.workspaceId, async (db) => {
    const mailbox = await findMailbox(db, mailboxId)
    const app = mailbox?.provider ? await store.findApp(db, mailbox.provider) : null
    return { mailbox, app, grant: await store.findGrant(db, mailboxId) }
  })
}

function tryOpen({ services, act, mailboxId }: Ground, app: store.StoredApp, grant: store.StoredGrant) {
  const open = (sealed: Buffer) => openToken(services.secret, act.workspaceId, mailboxId, sealed)
  try {
    return {
      access: grant.accessToken && open(grant.accessToken),
      refresh: open(grant.refreshToken),
      known: appOf(services.secret, act.workspaceId, app),
    }
  } catch {
    return null
  }
}

async function claim({ services, act }: Ground, grant: store.StoredGrant): Promise<boolean> {
  const now = realNow(services)
  try {
    await flush(
      act,
      { writes: [store.claimGrant(grant, plus(now, { seconds: CLAIM }), now)], events: [] },
      true,
    )
    return true
  } catch (e) {
    if (e instanceof Refused) return false
    throw e
  }
}

type Turn = { app: store.StoredApp; grant: store.StoredGrant; known: OAuthApp; refresh: string }

/** Renews the tokens of a mailbox whose turn it is; null where somebody signed in anew meanwhile. @throws NoToken */
async function renew(ground: Ground, mailbox: StoredMailbox, turn: Turn): Promise<string | null> {
  const { services, act, mailboxId } = ground
  let tokens: Tokens
  try {
    tokens = await renewTokens(turn.known, turn.refresh)
  } catch (e) {
    if (!(e instanceof OAuthFailed)) throw e
    return await failed(ground, mailbox, turn, e)
  }
  const sealed = sealTokens(services, act.workspaceId, mailboxId, tokens)
  const renewed = store.settleGrant(turn.grant, { ...sealed, attempts: 0, retryAt: null, problem: null })
  const well = turn.app.problem === null ? [] : [store.updateAppProblem(turn.app, null)]
  await writeSurely(services, () => flush(act, { writes: [renewed, ...well], events: [] }, true))
  return tokens.access
}

async function failed(ground: Ground, mailbox: StoredMailbox, turn: Turn, e: OAuthFailed): Promise<null> {
  const { services, act } = ground
  const { app, grant } = turn
  const now = realNow(services)
  const why = e.said ?? e.error ?? '…'
  const fault = e.error === null ? 'away' : faultOfSignIn(e.error, e.said)
  services.log.warn({ err: e, mailbox: mailbox.id, fault }, 'the tokens of a mailbox could not be renewed')
  if (e.error === 'invalid_grant' || fault === 'denied' || fault === 'admin') {
    const present = (await load(ground)).grant
    // Somebody was quicker: what we showed was dead because theirs took its place.
    if (present?.generation !== grant.generation) return null
    const ended = store.settleGrant(grant, { endedAt: now, accessToken: null, problem: why })
    await flush(act, { writes: [ended], events: [] }, true)
    throw await needSignIn(ground, mailbox)
  }
  const attempts = grant.attempts + 1
  const retryAt = nextRenewal(attempts, now)
  const later = store.settleGrant(grant, { attempts, retryAt, problem: why })
  const broken = fault === 'app' ? kept('app_refused', { why }) : null
  const writes = broken ? [later, store.updateAppProblem(app, broken)] : [later]
  await flush(act, { writes, events: [] }, true)
  throw notNow({ ...app, problem: broken }, why)
}

function notNow({ problem }: store.StoredApp, why: string | null): NoToken {
  return problem
    ? noToken('app_refused', problem)
    : noToken('provider_away', kept('provider_away', { why: why ?? '…' }))
}

/** Writes down that somebody has to sign in, and tells of it once. */
async function needSignIn(
  { services, act }: Ground,
  { id, version, state, archivedAt }: StoredMailbox,
): Promise<NoToken> {
  const stateReason = kept('sign_in_needed')
  if (state !== 'sign_in' && archivedAt === null)
    try {
      const now = (await actIn(services, act.workspaceId, act.actor)).now
      await flush(
        { ...act, now },
        {
          writes: [updateState(id, version, { state: 'sign_in', stateReason, stateAt: now })],
          events: [
            {
              kind: 'mailbox.failed',
              subjects: { mailboxId: id },
              data: { code: 'sign_in_needed', state: 'sign_in' },
            },
          ],
        },
      )
    } catch (e) {
      // Other settings by now: they tell for themselves.
      if (!(e instanceof Refused)) throw e
    }
  return noToken('sign_in_needed', stateReason)
}

// A provider that renews may have ended what it gave before: it is tried to be written for as long as that may help.
async function writeSurely(services: Services, write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (err) {
      if (err instanceof Refused || tries === WRITES) throw err
      services.log.error({ err }, 'renewed tokens could not be written; it is tried again')
      await pause(1000, new AbortController().signal)
    }
  }
}

function noToken(code: MailFaultCode, reason: string): NoToken {
  return new NoToken({ code, reason, said: null })
}
