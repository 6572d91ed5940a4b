import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, get as plainGet, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, get as tlsGet } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestCertificate } from './certificate.ts'

/**
 * How the server can fail. `down`: 500 · `lost`: it does its work, and the line is cut before its answer arrives · `client`: it does
 * not know the app · `silent`: it takes the question and says nothing until it is let go.
 */
export type OAuthTrouble = 'down' | 'lost' | 'client' | 'silent'

/** A real OAuth 2.0 server over HTTP on a loopback port: code flow with PKCE, renewal with rotation, revocation, introspection. */
export type TestOAuth = {
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly revokeUrl: string
  /** Where a mail server asks whose a token is (RFC 7662). */
  readonly introspectUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Each token asked for, by the kind of grant, and each token given back, in order. */
  readonly asked: string[]
  /** Every token it gave, of either kind. */
  readonly given: string[]
  /** Who sits at the browser from now on. */
  signsIn(account: string): void
  /** What it answers to whoever is sent there, instead of asking; null asks. */
  refuse(answer: { error: string; said?: string } | null): void
  fail(trouble: OAuthTrouble | null): void
  /** Cuts the lines on which somebody waits for an answer. */
  letGo(): void
  /** Whether it gives lasting tokens from now on. */
  lasts(so: boolean): void
  /** Every token to read mail with ends; those that last stay. */
  expire(): void
  /** Whoever signed in takes it back: nothing given is good any more. */
  takeBack(): void
  /** Goes the way of a browser: opens the address, allows, and gives what comes back to us. */
  consent(url: string): Promise<URLSearchParams>
  /** Whose a token to read mail with is; null where it is no good. */
  whose(access: string): string | null
  stop(): Promise<void>
}

type Code = { challenge: string; redirectUri: string; account: string; nonce: string | null }
type Refresh = { account: string; family: string; before: string | null }

/** Starts it. `strict`: a lasting token that was renewed is dead at once; else until the new one was used, as most servers do. With a
 * certificate it speaks TLS. */
export async function startOAuth({
  account = 'desk@servus.example',
  strict = false,
  port = 0,
  certificate = null as TestCertificate | null,
} = {}): Promise<TestOAuth> {
  const clientId = 'servus-test'
  const clientSecret = 'app secret 4711'
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, Code>()
  const access = new Map<string, string>()
  const refresh = new Map<string, Refresh>()
  const asked: string[] = []
  const given: string[] = []
  let lasting = true
  const waiting: ServerResponse[] = []
  let who = account
  let refusal: { error: string; said?: string } | null = null
  let trouble: OAuthTrouble | null = null
  let base = ''

  const give = (of: string, family: string, before: string | null, nonce: string | null) => {
    const token = newToken()
    const long = newToken()
    given.push(token, long)
    access.set(token, of)
    refresh.set(long, { account: of, family, before })
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: base, sub: of, aud: clientId, email: of, iat: now, exp: now + 300 }
    const idToken = jwt(privateKey, { ...claims, ...(nonce === null ? {} : { nonce }) })
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 3600,
      ...(lasting ? { refresh_token: long } : {}),
      id_token: idToken,
    }
  }

  const authorize = (query: URLSearchParams, reply: ServerResponse) => {
    const back = new URL(query.get('redirect_uri') ?? base)
    const answer = (values: Record<string, string>) => {
      for (const [name, value] of Object.entries(values)) back.searchParams.set(name, value)
      back.searchParams.set('state', query.get('state') ?? '')
      reply.writeHead(302, { location: back.href }).end()
    }
    const sound =
      query.get('client_id') === clientId &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      (query.get('code_challenge') ?? '').length >= 43
    if (!sound) return reply.writeHead(400).end('this request is not sound')
    if (refusal)
      return answer({ error: refusal.error, ...(refusal.said ? { error_description: refusal.said } : {}) })
    const decided = query.get('decided')
    if (decided === 'no') return answer({ error: 'access_denied' })
    if (decided === 'yes') {
      const code = newToken()
      codes.set(code, {
        challenge: query.get('code_challenge')!,
        redirectUri: query.get('redirect_uri')!,
        account: who,
        nonce: query.get('nonce'),
      })
      return answer({ code })
    }
    const link = (decision: string, words: string) => {
      const to = new URLSearchParams(query)
      to.set('decided', decision)
      return `<p><a href="/authorize?${to.toString().replaceAll('&', '&amp;')}">${words}</a></p>`
    }
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    reply.end(
      `<!doctype html><title>Sign in</title><h1>${who}</h1>${link('yes', 'Allow')}${link('no', 'Deny')}`,
    )
  }

  const redeem = (body: URLSearchParams) => {
    const code = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (!code || code.redirectUri !== body.get('redirect_uri') || code.challenge !== challenge) return null
    return give(code.account, newToken(), null, code.nonce)
  }
  const renew = (body: URLSearchParams) => {
    const token = body.get('refresh_token') ?? ''
    const one = refresh.get(token)
    if (!one) return null
    if (one.before) refresh.delete(one.before)
    if (strict) refresh.delete(token)
    return give(one.account, one.family, token, null)
  }

  const token = (body: URLSearchParams, reply: ServerResponse) => {
    const grant = body.get('grant_type') ?? ''
    asked.push(grant)
    if (trouble === 'silent') return void waiting.push(reply)
    if (trouble === 'down') return json(reply, 500, { error: 'server_error' })
    const known = body.get('client_id') === clientId && body.get('client_secret') === clientSecret
    if (trouble === 'client' || !known)
      return json(reply, 401, { error: 'invalid_client', error_description: 'The app is not known here.' })
    const given =
      grant === 'authorization_code' ? redeem(body) : grant === 'refresh_token' ? renew(body) : null
    if (trouble === 'lost') return reply.socket?.destroy()
    if (!given)
      return json(reply, 400, { error: 'invalid_grant', error_description: 'It is no good any more.' })
    json(reply, 200, given)
  }

  const revoke = (body: URLSearchParams, reply: ServerResponse) => {
    asked.push('revoke')
    if (trouble === 'down') return json(reply, 500, { error: 'server_error' })
    const family = refresh.get(body.get('token') ?? '')
    if (family) takeBack(family.account)
    reply.writeHead(200).end()
  }
  const takeBack = (of: string | null) => {
    for (const [key, value] of refresh) if (of === null || value.account === of) refresh.delete(key)
    for (const [key, value] of access) if (of === null || value === of) access.delete(key)
  }

  const answer = async (request: IncomingMessage, reply: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', base)
    const body = request.method === 'POST' ? new URLSearchParams(await text(request)) : new URLSearchParams()
    if (pathname === '/authorize') return authorize(searchParams, reply)
    if (pathname === '/token') return token(body, reply)
    if (pathname === '/revoke') return revoke(body, reply)
    if (pathname === '/introspect') {
      const username = access.get(body.get('token') ?? '')
      return json(reply, 200, username ? { active: true, username, email: username } : { active: false })
    }
    reply.writeHead(404).end()
  }
  const server = certificate
    ? createTlsServer({ cert: certificate.certPem, key: certificate.keyPem }, answer)
    : createServer(answer)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  base = `http${certificate ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    authorizeUrl: `${base}/authorize`,
    tokenUrl: `${base}/token`,
    revokeUrl: `${base}/revoke`,
    introspectUrl: `${base}/introspect`,
    clientId,
    clientSecret,
    asked,
    given,
    lasts(so) {
      lasting = so
    },
    signsIn(next) {
      who = next
    },
    refuse(answer) {
      refusal = answer
    },
    fail(next) {
      trouble = next
    },
    letGo() {
      for (const reply of waiting.splice(0)) reply.socket?.destroy()
    },
    expire: () => access.clear(),
    takeBack: () => takeBack(null),
    async consent(url) {
      const to = new URL(url)
      to.searchParams.set('decided', 'yes')
      const trust = certificate ? { ca: certificate.certPem } : {}
      const asked = (certificate ? tlsGet : plainGet)(to, trust)
      const [reply] = (await once(asked, 'response')) as [IncomingMessage]
      const back = reply.headers.location
      if (!back) throw new Error(`${reply.statusCode} ${await text(reply)}`)
      reply.resume()
      return new URL(back).searchParams
    },
    whose: (one) => access.get(one) ?? null,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function json(reply: ServerResponse, status: number, body: object): void {
  reply
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

function newToken(): string {
  return randomBytes(24).toString('base64url')
}

function jwt(key: Parameters<typeof sign>[2], claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const said = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`
}
