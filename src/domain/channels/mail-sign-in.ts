import { type Instant, plus } from '../shared/time.ts'

/** Where a mailbox can be signed in: Google, Microsoft, or a server of one's own. */
export const MAIL_PROVIDERS = ['google', 'microsoft', 'other'] as const
export type MailProvider = (typeof MAIL_PROVIDERS)[number]

/** Where a provider asks for consent, gives tokens and takes them back (null: nowhere), and what is asked for. */
export type SignInPlaces = {
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly revokeUrl: string | null
  readonly scopes: string
}

const MICROSOFT = 'https://login.microsoftonline.com'

/**
 * What stands there before anybody changes it. Google: "OAuth 2.0 for Web Server Applications" and "IMAP, POP, and SMTP"; it has one
 * scope for all of a mailbox. Microsoft: "Authenticate an IMAP, POP or SMTP connection using OAuth"; it has no place that takes
 * tokens back. `openid` and `email` tell whose account signed in.
 */
export const PRESETS: Readonly<Record<MailProvider, SignInPlaces>> = {
  google: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    scopes: 'https://mail.google.com/ openid email',
  },
  microsoft: {
    authorizeUrl: `${MICROSOFT}/common/oauth2/v2.0/authorize`,
    tokenUrl: `${MICROSOFT}/common/oauth2/v2.0/token`,
    revokeUrl: null,
    scopes:
      'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid email profile',
  },
  other: { authorizeUrl: '', tokenUrl: '', revokeUrl: null, scopes: 'openid email offline_access' },
}

/** What else a provider is told when somebody is sent there: only so does Google give lasting access, each time anew. */
export const ASKED_BESIDES: Readonly<Record<MailProvider, Readonly<Record<string, string>>>> = {
  google: { access_type: 'offline', prompt: 'consent' },
  microsoft: {},
  other: {},
}

/** Tells whether tokens may travel to an address: encrypted, or to this machine; without a name, a password or a fragment in it. */
export function isSafePlace(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password, hash } = new URL(url)
  if (username || password || hash) return false
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  return protocol === 'https:' || (protocol === 'http:' && here)
}

/**
 * Tells whether tokens may be given back at an address: at the server that gave them alone. Whoever may change an app could else have
 * what mailboxes were given sent to a server of theirs.
 */
export function takesBack(tokenUrl: string, revokeUrl: string): boolean {
  if (!URL.canParse(tokenUrl) || !URL.canParse(revokeUrl)) return false
  return new URL(tokenUrl).origin === new URL(revokeUrl).origin
}

/** A token that ends within this is renewed before it is used (seconds): signing in takes a while, and clocks differ. */
const BEFORE = 120

/** Tells whether a token can still be used at a moment. `until` null: its server did not say how long; it is used until refused. */
export function isUsable(until: Instant | null, now: Instant): boolean {
  return until === null || now < plus(until, { seconds: -BEFORE })
}

/** When renewing is tried again after so many attempts that failed: ten seconds, twice as long each time, five minutes at most. */
export function nextRenewal(attempts: number, now: Instant): Instant {
  return plus(now, { seconds: Math.min(300, 10 * 2 ** Math.max(0, attempts - 1)) })
}

/** Tells whether the account that signed in is one of those that may: addresses are compared without regard to case. */
export function isAccountOf(signedIn: string, wanted: readonly (string | null)[]): boolean {
  const lower = signedIn.trim().toLowerCase()
  return wanted.some((one) => one?.trim().toLowerCase() === lower)
}

/**
 * Why a sign-in came to nothing. `denied`: they said no · `admin`: their administrator has to allow it · `app`: the app is not set
 * up as its provider wants · `account`: another account signed in · `brief`: no lasting access was given · `over`: used already, too
 * late, or begun elsewhere · `away`: the provider did not answer · `other`.
 */
export const SIGN_IN_FAULTS = ['denied', 'admin', 'app', 'account', 'brief', 'over', 'away', 'other'] as const
export type SignInFault = (typeof SIGN_IN_FAULTS)[number]

/** Microsoft's numbers for "an administrator has to consent" and the like; Google has words of its own. */
const ADMIN =
  /AADSTS(65001|90094|90095|90008|650052|7000112|50105)\b|admin_policy_enforced|org_internal|admin/i
/** "The user declined": a plain no, though Microsoft's words for it speak of an administrator too. */
const DECLINED = /AADSTS65004\b/
const APP = [
  ...['invalid_client', 'unauthorized_client', 'invalid_scope', 'redirect_uri_mismatch', 'invalid_request'],
  ...[
    'unsupported_response_type',
    'unsupported_grant_type',
    'invalid_target',
    'deleted_client',
    'disabled_client',
  ],
]

/** Understands what a provider said (RFC 6749 §4.1.2.1, §5.2, and what Google and Microsoft say besides) as one of our reasons. */
export function faultOfSignIn(error: string, said: string | null): SignInFault {
  const told = `${error} ${said ?? ''}`
  if (DECLINED.test(told)) return 'denied'
  if (error === 'consent_required' || error === 'interaction_required') return 'admin'
  if (ADMIN.test(told) && !APP.includes(error)) return 'admin'
  if (error === 'access_denied') return 'denied'
  if (APP.includes(error)) return 'app'
  if (error === 'server_error' || error === 'temporarily_unavailable') return 'away'
  return 'other'
}

/** For which app and which servers a grant was given. */
export type Bound = {
  readonly clientId: string
  readonly tokenUrl: string
  readonly hosts: readonly string[]
  readonly username: string
}

/**
 * Tells whether what was granted may be used: by the same app, at the same place for tokens, under the same name, and at no server it
 * was not given for. Else somebody who may change a mailbox could have its tokens sent to a server of theirs.
 */
export function isBoundTo(granted: Bound, wanted: Bound): boolean {
  return (
    granted.clientId === wanted.clientId &&
    granted.tokenUrl === wanted.tokenUrl &&
    granted.username === wanted.username &&
    wanted.hosts.every((host) => granted.hosts.includes(host))
  )
}
