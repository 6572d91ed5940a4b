import * as oauth from 'oauth4webapi'
import { fetchTrusting } from './trusting-fetch.ts'

/** An app registered at a provider, with the places it is known at. `secret` null: it has none (a public client). */
export type OAuthApp = {
  readonly clientId: string
  readonly secret: string | null
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly revokeUrl: string | null
  readonly scopes: string
  /** The authority its certificate is of, where that is one of their own (PEM). */
  readonly caPem?: string | null
}

/** What a provider gave. `expiresIn`: seconds, null where it does not say. `accounts`: the addresses of who signed in, where it tells. */
export type Tokens = {
  readonly access: string
  readonly refresh: string | null
  readonly expiresIn: number | null
  readonly accounts: readonly string[]
}

/**
 * A provider that gave nothing. `error`: its own code (RFC 6749 §5.2), null where it could not be understood or reached; `said`: its
 * words, null where it has none.
 */
export class OAuthFailed extends Error {
  readonly error: string | null
  readonly said: string | null
  constructor(error: string | null, said: string | null, cause: unknown) {
    super(error ?? 'no answer', { cause })
    this.error = error
    this.said = said
  }
}

/** How long a provider may take to answer (ms), and how much it may say (bytes). */
const PATIENCE = 20_000
const LARGEST = 256 * 1024

/** What goes along with somebody who is sent to a provider, and is asked for when they come back. */
export type Errand = { readonly state: string; readonly verifier: string; readonly nonce: string }

/** Makes what nobody can guess, for one sign-in. */
export function newErrand(): Errand {
  return {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    nonce: oauth.generateRandomNonce(),
  }
}

/** Where to send somebody to sign in: an authorization request with PKCE (RFC 7636, S256). */
export async function authorizationUrl(
  app: OAuthApp,
  errand: Errand,
  redirectUri: string,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const url = new URL(app.authorizeUrl)
  const asked = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: app.scopes,
    state: errand.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    ...(asksWho(app) ? { nonce: errand.nonce } : {}),
    ...more,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** Changes the code somebody came back with into tokens. @throws OAuthFailed */
export async function redeemCode(
  app: OAuthApp,
  errand: Errand,
  code: string,
  redirectUri: string,
): Promise<Tokens> {
  return await understood(async () => {
    const [as, client] = [serverOf(app), { client_id: app.clientId }]
    const back = new URLSearchParams({ code, state: errand.state })
    const answer = oauth.validateAuthResponse(as, client, back, errand.state)
    const reply = await oauth.authorizationCodeGrantRequest(
      ...([as, client, proofOf(app), answer, redirectUri, errand.verifier] as const),
      options(app),
    )
    // It comes from the place for tokens itself, over TLS: that is its signature (OpenID Connect Core §3.1.3.7, 6).
    const known = { ...as, issuer: await issuerIn(reply) }
    const expected = asksWho(app) ? { expectedNonce: errand.nonce, requireIdToken: true } : {}
    return tokensOf(await oauth.processAuthorizationCodeResponse(known, client, reply, expected))
  })
}

/** Has a provider give a new token for the lasting one. @throws OAuthFailed */
export async function renewTokens(app: OAuthApp, refresh: string): Promise<Tokens> {
  return await understood(async () => {
    const [as, client] = [serverOf(app), { client_id: app.clientId }]
    const reply = await oauth.refreshTokenGrantRequest(as, client, proofOf(app), refresh, options(app))
    const known = { ...as, issuer: await issuerIn(reply) }
    return tokensOf(await oauth.processRefreshTokenResponse(known, client, reply))
  })
}

/** Gives a lasting token back (RFC 7009); true where there is a place for it. A token it does not know is gone, too. @throws OAuthFailed */
export async function revokeToken(app: OAuthApp, refresh: string): Promise<boolean> {
  if (app.revokeUrl === null) return false
  return await understood(async () => {
    const more = { ...options(app), additionalParameters: { token_type_hint: 'refresh_token' } }
    const client = { client_id: app.clientId }
    const reply = await oauth.revocationRequest(serverOf(app), client, proofOf(app), refresh, more)
    await oauth.processRevocationResponse(reply)
    return true
  })
}

function asksWho({ scopes }: OAuthApp): boolean {
  return scopes.split(/\s+/).includes('openid')
}

function serverOf(app: OAuthApp): oauth.AuthorizationServer {
  return {
    issuer: new URL(app.tokenUrl).origin,
    token_endpoint: app.tokenUrl,
    ...(app.revokeUrl ? { revocation_endpoint: app.revokeUrl } : {}),
    id_token_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'],
  }
}

function proofOf({ secret }: OAuthApp): oauth.ClientAuth {
  return secret === null ? oauth.None() : oauth.ClientSecretPost(secret)
}

// Where it may be in the clear was decided when it was set (isSafePlace). The library follows no redirect.
function options({ caPem }: OAuthApp) {
  const signal = () => AbortSignal.timeout(PATIENCE)
  const briefly = (url: string, init: Asked) => readBriefly(url, init, caPem ?? null)
  return { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: briefly, signal }
}

type Asked = oauth.CustomFetchOptions<'POST', URLSearchParams>

/** Fetches, and reads no more than an answer may be long, within the time it may take. */
async function readBriefly(url: string, init: Asked, caPem: string | null): Promise<Response> {
  const reply = caPem ? await fetchTrusting(caPem, url, init) : await fetch(url, init as RequestInit)
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of reply.body ?? []) {
    length += part.length
    if (length > LARGEST) throw new Error('its answer is too long')
    parts.push(part)
  }
  const { status, headers } = reply
  const empty = [101, 204, 205, 304].includes(status)
  return new Response(empty ? null : Buffer.concat(parts), { status, headers })
}

// Microsoft's differs by the directory of whoever signs in, and nobody should have to type it: what says who signed in has to be for
// our app and this very sign-in, and comes from the place for tokens.
async function issuerIn(reply: Response): Promise<string> {
  const body: unknown = await reply
    .clone()
    .json()
    .catch(() => null)
  const token = (body as { id_token?: unknown } | null)?.id_token
  const claims = typeof token === 'string' ? token.split('.')[1] : undefined
  if (!claims) return 'https://nobody.invalid'
  try {
    return String((JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss?: unknown }).iss)
  } catch {
    return 'https://nobody.invalid'
  }
}

function tokensOf(reply: oauth.TokenEndpointResponse): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(reply)
  const named = [claims?.email, claims?.preferred_username, claims?.upn].filter(
    (one): one is string => typeof one === 'string' && one.includes('@'),
  )
  return {
    access: reply.access_token,
    refresh: reply.refresh_token ?? null,
    expiresIn: reply.expires_in ?? null,
    accounts: [...new Set(named)],
  }
}

async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (e) {
    if (e instanceof oauth.ResponseBodyError) {
      const busy = e.status === 429 || e.status === 408
      throw new OAuthFailed(busy ? 'temporarily_unavailable' : e.error, brief(e.error_description), e)
    }
    // A no without words (RFC 6749 §5.2 lets an app be refused with 401 and a challenge).
    if (e instanceof oauth.WWWAuthenticateChallengeError) throw new OAuthFailed('invalid_client', null, e)
    throw new OAuthFailed(null, brief(whyOf(e)), e)
  }
}

function whyOf(e: unknown): string | undefined {
  const { message, cause } = e as { message?: string; cause?: unknown }
  const code = (cause as { code?: unknown } | undefined)?.code
  if (cause instanceof Response) return String(cause.status)
  return typeof code === 'string' ? code : message
}

function brief(words: string | undefined): string | null {
  return words ? words.replace(/\s+/g, ' ').trim().slice(0, 300) : null
}
