import {
  ASKED_BESIDES,
  faultOfSignIn,
  isAccountOf,
  isBoundTo,
  type MailProvider,
  type SignInFault,
} from '../../domain/channels/mail-sign-in.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { flush, type Write } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { hurryMails } from '../jobs/outbox.ts'
import { realNow } from '../jobs/real-time.ts'
import { authorizationUrl, newErrand, OAuthFailed, redeemCode, type Tokens } from '../mail/oauth.ts'
import { hashToken, seal, unseal } from '../secret.ts'
import { redirectUrl } from './mailboxes-apps.ts'
import { appOf, boundOf, sealTokens } from './mailboxes-tokens.ts'
import * as store from './store-mail-sign-in.ts'
import { findMailbox, type StoredMailbox, wakeMailbox } from './store-mailboxes.ts'

/** For how long somebody may be on their way (minutes): time to find the telephone with the second step. */
const MINUTES = 15

/** What a sign-in came to: `fault` null when the mailbox is signed in. `said`: the provider's own words. */
export type SignInOutcome = {
  readonly fault: SignInFault | null
  readonly said: string | null
  readonly mailboxId: MailboxId | null
  readonly wanted: string | null
  readonly account: string | null
}

/**
 * Begins a sign-in: where to send whoever asks. What they bring back counts once, for this mailbox, in their session, for a while.
 * @throws Refused `not_found`, `sign_in_not_set_up`, `not_allowed` by a program.
 */
export async function beginSignIn(asked: Asked, mailboxId: MailboxId): Promise<{ url: string }> {
  const { services, workspaceId } = asked
  const { mailbox, app } = await asked.db.read(workspaceId, async (db) => {
    const found = await findMailbox(db, mailboxId)
    return { mailbox: found, app: found?.provider ? await store.findApp(db, found.provider) : null }
  })
  if (!mailbox || mailbox.archivedAt) throw new Refused(refuse('not_found', { field: 'mailboxId' }))
  if (!mailbox.provider || !app) throw new Refused(refuse('sign_in_not_set_up'))
  const errand = newErrand()
  const redirectUri = redirectUrl(services, mailbox.provider)
  const stateHash = hashToken(errand.state)
  const now = realNow(services)
  const way: store.StoredSignIn = {
    ...{ stateHash, mailboxId, redirectUri, provider: mailbox.provider, nonce: errand.nonce },
    sessionHash: hashToken(sessionOf(asked)),
    memberId: asked.member.id,
    verifier: seal(services.secret, aboutWay(workspaceId, stateHash), errand.verifier),
    bound: boundOf(app, mailbox),
    until: plus(now, { minutes: MINUTES }),
  }
  await flush(
    asked,
    { writes: [store.deleteOldSignIns(now), store.insertSignIn(workspaceId, way)], events: [] },
    true,
  )
  const besides = { ...ASKED_BESIDES[mailbox.provider], login_hint: wantedBy(mailbox)[0]! }
  const known = appOf(services.secret, workspaceId, app)
  return { url: await authorizationUrl(known, errand, redirectUri, besides) }
}

/** Ends a sign-in with what the provider sent back. What was begun is used up, however it ends. */
export async function finishSignIn(
  asked: Asked,
  input: {
    provider: MailProvider
    state: string
    code?: string | undefined
    error?: string | undefined
    said?: string | undefined
  },
): Promise<SignInOutcome> {
  const { services, workspaceId } = asked
  const stateHash = hashToken(input.state)
  const way = await asked.db.read(workspaceId, (db) => store.findSignIn(db, stateHash))
  if (!way || !(await isUsedUp(asked, stateHash))) return nothing('over')
  const theirs =
    way.sessionHash === hashToken(sessionOf(asked)) &&
    way.memberId === asked.member.id &&
    way.provider === input.provider &&
    realNow(services) < way.until
  if (!theirs) return nothing('over')
  const { mailbox, app } = await asked.db.read(workspaceId, async (db) => ({
    mailbox: await findMailbox(db, way.mailboxId),
    app: await store.findApp(db, way.provider),
  }))
  // Changed while they were away: what comes back was allowed for something else.
  if (!mailbox || mailbox.archivedAt || mailbox.provider !== way.provider || !app) return nothing('over')
  const bound = boundOf(app, mailbox)
  const of = { mailboxId: mailbox.id, wanted: wantedBy(mailbox)[0]! }
  if (!isBoundTo(way.bound, bound)) return { ...nothing('over'), ...of }
  if (input.error || !input.code)
    return { ...nothing(faultOfSignIn(input.error ?? '', input.said ?? null), input.said), ...of }
  let tokens: Tokens
  try {
    const verifier = unseal(services.secret, aboutWay(workspaceId, stateHash), way.verifier)
    const errand = { state: input.state, verifier, nonce: way.nonce }
    tokens = await redeemCode(appOf(services.secret, workspaceId, app), errand, input.code, way.redirectUri)
  } catch (e) {
    if (!(e instanceof OAuthFailed)) throw e
    return { ...(await notRedeemed(asked, app, e)), ...of }
  }
  const account = tokens.accounts[0] ?? null
  // What they were given is not given back: at Google that would end all they ever allowed this app, other mailboxes too.
  if (tokens.accounts.length > 0 && !tokens.accounts.some((one) => isAccountOf(one, wantedBy(mailbox))))
    return { ...nothing('account'), ...of, account }
  if (tokens.refresh === null) return { ...nothing('brief'), ...of, account }
  const { refreshToken, ...sealed } = sealTokens(services, workspaceId, mailbox.id, tokens)
  const grant = {
    mailboxId: mailbox.id,
    provider: way.provider,
    account,
    bound,
    refreshToken: refreshToken!,
    ...sealed,
  }
  await flush(asked, {
    writes: [
      store.putGrant(workspaceId, grant),
      wakeMailbox(mailbox, asked.now),
      hurryMails(mailbox.id, realNow(services)),
      ...cleared(app),
    ],
    events: [
      { kind: 'mailbox.signed_in', subjects: { mailboxId: mailbox.id }, data: { provider: way.provider } },
    ],
  })
  return { fault: null, said: null, ...of, account }
}

async function notRedeemed(asked: Asked, app: store.StoredApp, e: OAuthFailed): Promise<SignInOutcome> {
  asked.services.log.warn({ err: e }, 'a sign-in of a mailbox came to nothing')
  const said = e.said ?? e.error
  const fault =
    e.error === null ? 'away' : e.error === 'invalid_grant' ? 'over' : faultOfSignIn(e.error, e.said)
  if (fault === 'app') {
    const problem = kept('app_refused', { why: said ?? '…' })
    await flush(asked, { writes: [store.updateAppProblem(app, problem)], events: [] })
  }
  return nothing(fault, said ?? undefined)
}

function cleared(app: store.StoredApp): Write[] {
  return app.problem === null ? [] : [store.updateAppProblem(app, null)]
}

async function isUsedUp(asked: Asked, stateHash: string): Promise<boolean> {
  try {
    await flush(asked, { writes: [store.spendSignIn(stateHash)], events: [] }, true)
    return true
  } catch (e) {
    if (e instanceof Refused) return false
    throw e
  }
}

/** Whose account may sign a mailbox in, the likeliest first. */
function wantedBy({ address, username, signInAs }: StoredMailbox): string[] {
  return signInAs
    ? [signInAs]
    : [...new Set([username ?? address, address])].filter((one) => one.includes('@'))
}

/** @throws Refused `not_allowed` where nobody sits at a browser. */
function sessionOf({ via }: Asked): string {
  if (via?.kind !== 'session') throw new Refused(refuse('not_allowed'))
  return via.sessionId
}

function aboutWay(workspaceId: string, stateHash: string): string {
  return `mail sign-in ${workspaceId} ${stateHash}`
}

function nothing(fault: SignInFault, said?: string): SignInOutcome {
  return {
    fault,
    said: said?.replace(/\s+/g, ' ').trim().slice(0, 300) || null,
    mailboxId: null,
    wanted: null,
    account: null,
  }
}
