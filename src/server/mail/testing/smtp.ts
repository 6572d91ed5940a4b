import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { makeCertificate } from './certificate.ts'

/** A message as a server received it. */
export type RawMail = { readonly raw: Buffer; readonly from: string; readonly to: readonly string[] }

/** Where in a delivery a test may make the server say no. */
export type SmtpStage =
  | { readonly at: 'auth'; readonly user: string }
  | { readonly at: 'from'; readonly address: string }
  | { readonly at: 'recipient'; readonly address: string }
  | { readonly at: 'data'; readonly mail: RawMail }

/** A real SMTP server on a loopback port. */
export type TestSmtp = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly pass: string
  readonly caPem: string
  readonly received: RawMail[]
  /** Resolves with the first `count` messages once they are there; rejects after ten seconds. */
  waitFor(count: number): Promise<readonly RawMail[]>
  /** From now on the server answers what this gives: an SMTP code and words; null lets it pass. Null takes it away. */
  failWith(fn: ((stage: SmtpStage) => { code: number; words: string } | null) | null): void
  /** From now on it hangs up where it should say yes: whoever sent the message cannot know. */
  hangUp(): void
  stop(): Promise<void>
}

/**
 * Starts it: in the clear, with STARTTLS, or with TLS; a name and a password are asked for unless `auth` is false.
 * With `whose` a token is taken instead of them (XOAUTH2), if it belongs to who shows it.
 */
export async function startSmtp({
  security = 'none' as 'none' | 'starttls' | 'tls',
  auth = true,
  port = 0,
  certificate = makeCertificate(),
  whose = null as ((accessToken: string) => string | null) | null,
} = {}): Promise<TestSmtp> {
  const user = 'desk@servus.example'
  const pass = 'correct horse'
  const received: RawMail[] = []
  const waiting: { count: number; done: () => void }[] = []
  const open = new Set<Socket>()
  let hangsUp = false
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  let fail: ((stage: SmtpStage) => { code: number; words: string } | null) | null = null
  const refusal = (stage: SmtpStage) => {
    const no = fail?.(stage) ?? null
    return no === null ? null : Object.assign(new Error(no.words), { responseCode: no.code })
  }

  const server = new SMTPServer({
    secure: security === 'tls',
    ...(security === 'none' ? {} : { key: certificate.keyPem, cert: certificate.certPem }),
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(auth ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    authMethods: whose ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
    authOptional: !auth,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 200,
    onAuth({ username = '', password, accessToken }, _session, callback) {
      const no = refusal({ at: 'auth', user: username })
      if (no) return callback(no)
      if (whose && accessToken) {
        const good = whose(accessToken) === username
        return callback(null, good ? { user: username } : { data: { status: '401', schemes: 'bearer' } })
      }
      if (username !== user || password !== pass) {
        return callback(Object.assign(new Error('5.7.8 Bad credentials'), { responseCode: 535 }))
      }
      callback(null, { user: username })
    },
    onMailFrom({ address }, _session, callback) {
      callback(refusal({ at: 'from', address }))
    },
    onRcptTo({ address }, _session, callback) {
      callback(refusal({ at: 'recipient', address }))
    },
    onData(stream, { envelope }, callback) {
      buffer(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const mail = { raw, from, to: envelope.rcptTo.map(({ address }) => address) }
        const no = refusal({ at: 'data', mail })
        if (no) return callback(no)
        received.push(mail)
        if (hangsUp) return cut()
        callback(null)
        for (const one of waiting) if (received.length >= one.count) one.done()
      }, callback)
    },
  })
  server.on('error', () => {})
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  listening.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })

  return {
    host: '127.0.0.1',
    port: (listening.address() as AddressInfo).port,
    user,
    pass,
    caPem: certificate.certPem,
    received,
    waitFor(count) {
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${received.length} of ${count} messages came`)),
          10_000,
        )
        const done = () => {
          clearTimeout(late)
          resolve(received.slice(0, count))
        }
        if (received.length >= count) done()
        else waiting.push({ count, done })
      })
    },
    failWith(fn) {
      fail = fn
    },
    hangUp() {
      hangsUp = true
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
