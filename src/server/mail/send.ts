import { createTransport, type NodemailerError } from 'nodemailer'
import { kept } from '../../words/kept.ts'
import { faultOf, type MailFault } from './faults.ts'
import { type MailServer, tlsOptions } from './servers.ts'

/** A recipient the server did not take. Permanent: it will not take it later either. */
export type RefusedRecipient = {
  readonly address: string
  readonly permanent: boolean
  readonly said: string
}

/**
 * What became of a message. `sent`: the server answers for it, for the recipients in `accepted`. `failed`: it has none of
 * it. `temporary` is to be tried again; `about: 'mailbox'` means that not this message but the settings or the server are
 * at fault, and every other message will fail alike. `unsure`: all of it was handed over and the answer never came, so that
 * somebody may have it all the same.
 */
export type SendResult =
  | {
      readonly outcome: 'sent'
      readonly accepted: readonly string[]
      readonly refused: readonly RefusedRecipient[]
      readonly said: string
    }
  | ({
      readonly outcome: 'failed'
      readonly permanence: 'temporary' | 'permanent'
      readonly about: 'message' | 'mailbox'
      readonly refused: readonly RefusedRecipient[]
      readonly unsure: boolean
    } & MailFault)

/** How long all of it may take, in milliseconds, where nobody says otherwise. */
const LONGEST = 8 * 60_000

/**
 * Hands a raw message to an SMTP server. Never throws: every failure has its name and sentence. A server that answers without end, or a
 * line that brings next to nothing, is left after `ms`.
 */
export async function sendMail(
  server: MailServer,
  raw: Uint8Array,
  envelope: { readonly from: string; readonly to: readonly string[] },
  ms = server.timeouts?.command ?? LONGEST,
): Promise<SendResult> {
  let handed = false
  const signal = AbortSignal.timeout(ms)
  const onMessage = () => {
    handed = true
  }
  try {
    const send = (transport: Transport) =>
      transport.sendMail({
        envelope: { from: envelope.from, to: [...envelope.to] },
        raw: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength),
        signal,
      })
    const info = await by(server, send, onMessage)
    const accepted = info.accepted.map(addressOf)
    return { outcome: 'sent', accepted, refused: refusedBy(info.rejectedErrors), said: info.response }
  } catch (error) {
    const { responseCode } = error as NodemailerError
    return { ...failureOf(error as NodemailerError, server), unsure: handed && responseCode === undefined }
  }
}

/** Connects and signs in without sending; the fault, or null when all is well. */
export async function checkSmtp(server: MailServer): Promise<MailFault | null> {
  try {
    await by(server, (transport) => inTime(transport.verify(), server.timeouts?.command ?? CHECK))
    return null
  } catch (error) {
    return faultOf(error, server)
  }
}

/** How long somebody waits for a server to let them in, in milliseconds. */
const CHECK = 60_000

async function inTime(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no end of its answer'), { code: 'ETIMEDOUT' })),
      ms,
    )
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

type Transport = ReturnType<typeof transportOf>

function transportOf(server: MailServer, token: string | undefined, onMessage: () => void) {
  const tls = tlsOptions(server)
  return createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    auth: authOf(server, token),
    tls,
    connectionTimeout: server.timeouts?.connect ?? 20_000,
    greetingTimeout: server.timeouts?.greeting ?? 15_000,
    socketTimeout: server.timeouts?.silence ?? 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: { ...DEAF, info: ({ tnx }: { tnx?: string }) => tnx === 'message' && onMessage() },
  })
}

/** Does something by a connection of its own. A token the server does not take is renewed once: nothing was handed over by then. */
async function by<T>(
  server: MailServer,
  work: (transport: Transport) => Promise<T>,
  onMessage: () => void = () => {},
): Promise<T> {
  const token = await server.token?.()
  try {
    return await once(transportOf(server, token, onMessage), work)
  } catch (error) {
    if (token === undefined || faultOf(error, server).code !== 'password_refused') throw error
    return await once(transportOf(server, await server.token?.(token), onMessage), work)
  }
}

async function once<T>(transport: Transport, work: (transport: Transport) => Promise<T>): Promise<T> {
  try {
    return await work(transport)
  } finally {
    transport.close()
  }
}

function authOf({ user, pass }: MailServer, accessToken: string | undefined) {
  if (!user) return undefined
  return accessToken === undefined ? { user, pass } : ({ type: 'OAuth2', user, accessToken } as const)
}

const silent = () => {}
/** Nodemailer tells by its log alone that the last byte of a message is out. */
const DEAF = {
  level: silent,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
}

type Failure = Extract<SendResult, { outcome: 'failed' }>

function failureOf(error: NodemailerError, server: MailServer): Omit<Failure, 'unsure'> {
  const refused = refusedBy(error.rejectedErrors)
  const failed = { outcome: 'failed', refused } as const
  const status = statusOf(error)
  const said = error.response ? error.response.replace(/\s+/g, ' ').slice(0, 300) : null
  if (refused.length > 0) {
    const permanence = refused.every((one) => one.permanent) ? 'permanent' : 'temporary'
    const who = refused.map((one) => one.address).join(', ')
    const reason = kept('recipient_refused', { host: server.host, who, said: refused[0]!.said })
    return {
      ...failed,
      permanence,
      about: 'message',
      code: 'recipient_refused',
      reason,
      said: refused[0]!.said,
    }
  }
  if (
    status !== undefined &&
    error.code !== 'EAUTH' &&
    ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? '')
  ) {
    if (status < 500 || status === 503) {
      return { ...failed, permanence: 'temporary', about: 'message', ...busy(server, said) }
    }
    return { ...failed, permanence: 'permanent', about: 'message', ...refusal(error, server, said) }
  }
  if (error.code === 'EMESSAGE' && /size larger/i.test(error.message)) {
    const reason = kept('message_too_large', { host: server.host })
    return { ...failed, permanence: 'permanent', about: 'message', code: 'message_too_large', reason, said }
  }
  if (error.code === 'EENVELOPE' && !error.response) {
    const reason = kept('recipient_missing', { why: error.message })
    return { ...failed, permanence: 'permanent', about: 'message', code: 'recipient_refused', reason, said }
  }
  // The settings or the server are at fault: the mail waits, it is never dropped.
  return { ...failed, permanence: 'temporary', about: 'mailbox', ...faultOf(error, server) }
}

// What begins with no such number is no answer (RFC 5321 §4.2): a server that talks nonsense refuses nothing for good.
function statusOf({ response, responseCode }: NodemailerError): number | undefined {
  return responseCode !== undefined && /^[45]\d\d(?:[ -]|$)/.test(response ?? `${responseCode}`)
    ? responseCode
    : undefined
}

function busy(server: MailServer, said: string | null): MailFault {
  return {
    code: 'server_busy',
    reason: kept('server_busy', { host: server.host, said: said ?? '' }),
    said,
  }
}

function refusal(error: NodemailerError, server: MailServer, said: string | null): MailFault {
  const values = { host: server.host, said: said ?? '' }
  const told = (code: 'sender_refused' | 'message_too_large' | 'message_refused') =>
    ({ code, reason: kept(code, values), said }) as const
  if (error.command === 'MAIL FROM') return told('sender_refused')
  if (error.responseCode === 552 || /\b5\.3\.4\b|too (?:large|big)|size/i.test(said ?? ''))
    return told('message_too_large')
  return told('message_refused')
}

function refusedBy(errors: readonly NodemailerError[] = []): RefusedRecipient[] {
  return errors.map((error) => ({
    address: error.recipient ?? '',
    permanent: (statusOf(error) ?? (error.response ? 0 : 500)) >= 500,
    said: (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 300),
  }))
}

function addressOf(recipient: string | { address: string }): string {
  return typeof recipient === 'string' ? recipient : recipient.address
}
