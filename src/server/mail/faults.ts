import { type KeptKey, kept } from '../../words/kept.ts'
import type { MailServer } from './servers.ts'

/** Every way in which a mail server can fail us; the screen has a sentence for each. */
export type MailFaultCode =
  | 'password_refused'
  | 'sign_in_needed'
  | 'app_refused'
  | 'provider_away'
  | 'certificate_refused'
  | 'encryption_failed'
  | 'encryption_required'
  | 'host_not_found'
  | 'connection_refused'
  | 'unreachable'
  | 'timed_out'
  | 'connection_cut'
  | 'folder_missing'
  | 'recipient_refused'
  | 'sender_refused'
  | 'message_refused'
  | 'message_too_large'
  | 'server_busy'
  | 'says_too_much'
  | 'not_stored'
  | 'other'

/** A failure with a sentence as it is kept (see words/kept.ts). `said` is the server's own answer, when it gave one. */
export type MailFault = {
  readonly code: MailFaultCode
  readonly reason: string
  readonly said: string | null
}

/** Thrown where no token can be had to sign in with, before the mail server is asked: the fault is its provider's, or ours. */
export class NoToken extends Error {
  readonly fault: MailFault
  constructor(fault: MailFault) {
    super(fault.code)
    this.fault = fault
  }
}

type AnyError = NodeJS.ErrnoException & {
  readonly response?: unknown
  readonly responseText?: string
  readonly responseCode?: number
  readonly originalCode?: string
  readonly authenticationFailed?: boolean
  readonly serverResponseCode?: string
  readonly mailboxMissing?: boolean
  readonly tlsFailed?: boolean
  readonly command?: string
  readonly cause?: unknown
  readonly _err?: unknown
}

const BY_CODE: Readonly<Record<string, MailFaultCode>> = {
  ENCRYPTION_REQUIRED: 'encryption_required',
  NOT_STORED: 'not_stored',
  ENOTFOUND: 'host_not_found',
  EAI_AGAIN: 'host_not_found',
  EDNS: 'host_not_found',
  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timed_out',
  ETIMEOUT: 'timed_out',
  CONNECT_TIMEOUT: 'timed_out',
  GREETING_TIMEOUT: 'timed_out',
  UPGRADE_TIMEOUT: 'timed_out',
  LockTimeout: 'timed_out',
  ECONNRESET: 'connection_cut',
  EPIPE: 'connection_cut',
  ECONNECTION: 'connection_cut',
  NoConnection: 'connection_cut',
  EConnectionClosed: 'connection_cut',
  ClosedAfterConnectText: 'connection_cut',
  ClosedAfterConnectTLS: 'connection_cut',
  ETHROTTLE: 'server_busy',
  SAYS_TOO_MUCH: 'says_too_much',
  LineTooLarge: 'says_too_much',
  LiteralTooLarge: 'says_too_much',
  ResponseTooLarge: 'says_too_much',
  ABORT_ERR: 'timed_out',
  AbortError: 'timed_out',
  ETLS: 'encryption_failed',
  EREQUIRETLS: 'encryption_failed',
  STARTTLS_INJECTION: 'encryption_failed',
  EPROTO: 'encryption_failed',
  EAUTH: 'password_refused',
  ENOAUTH: 'password_refused',
}

/** Understands an error of imapflow, nodemailer or the network as one of our faults, with a sentence a person can act on. */
export function faultOf(error: unknown, server: MailServer): MailFault {
  const chain = causesOf(error)
  const withoutToken = chain.find((one) => one instanceof NoToken)
  if (withoutToken) return withoutToken.fault
  const said = chain.map(saidBy).find((words) => words !== null) ?? null
  const code = chain.map(codeOf).find((found) => found !== null) ?? 'other'
  return { code, reason: sentence(code, server, chain, said), said }
}

function causesOf(error: unknown): AnyError[] {
  const chain: AnyError[] = []
  for (let at = error; at instanceof Error && chain.length < 5; ) {
    chain.push(at as AnyError)
    at = (at as AnyError).cause ?? (at as AnyError)._err
  }
  return chain
}

function codeOf(error: AnyError): MailFaultCode | null {
  const names = [error.originalCode, error.code].filter((name) => name !== undefined)
  if (names.some(isCertificateCode) || /certificate|altnames/i.test(error.message))
    return 'certificate_refused'
  if (error.mailboxMissing) return 'folder_missing'
  if (error.authenticationFailed || error.code === 'EAUTH') {
    const busy = error.responseCode !== undefined && error.responseCode < 500
    const later = ['UNAVAILABLE', 'LIMIT', 'INUSE', 'SERVERBUG'].includes(error.serverResponseCode ?? '')
    return busy || later ? 'server_busy' : 'password_refused'
  }
  for (const name of names) {
    if (/^ERR_(?:SSL|TLS)_|^ERR_OSSL/.test(name)) return 'encryption_failed'
    const found = BY_CODE[name]
    if (found) return found
  }
  return error.tlsFailed ? 'encryption_failed' : null
}

function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|ALTNAME/.test(code)
}

function saidBy(error: AnyError): string | null {
  const words = error.responseText ?? (typeof error.response === 'string' ? error.response : null)
  return words ? words.replace(/\s+/g, ' ').trim().slice(0, 300) : null
}

function certificateFlaw(chain: readonly AnyError[]): KeptKey {
  const told = chain.map((error) => `${error.code} ${error.originalCode} ${error.message}`).join(' ')
  if (/EXPIRED|expired/.test(told)) return 'certificate_expired'
  if (/ALTNAME|HOSTNAME|altnames/.test(told)) return 'certificate_other_name'
  if (/SELF_SIGNED|self.signed/.test(told)) return 'certificate_self_signed'
  return 'certificate_unknown'
}

function sentence(
  code: MailFaultCode,
  server: MailServer,
  chain: readonly AnyError[],
  said: string | null,
): string {
  const { host } = server
  const where = `${host}:${server.port}`
  const quoted: Readonly<Record<string, string>> = said ? { said } : {}
  switch (code) {
    case 'password_refused':
      return kept(server.token ? 'token_refused' : code, { host, user: server.user ?? '', ...quoted })
    case 'certificate_refused':
      return kept(certificateFlaw(chain), { where })
    case 'server_busy':
      return kept(code, { host, ...quoted })
    case 'other': {
      const why = said ?? chain[0]?.message
      return why ? kept(code, { host, why }) : kept('other_unknown', { host })
    }
    default:
      return kept(code, { host, where })
  }
}
