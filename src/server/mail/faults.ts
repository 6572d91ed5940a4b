import type { MailServer } from './servers.ts'

/** Every way in which a mail server can fail us; the screen has a sentence for each. */
export type MailFaultCode =
  | 'password_refused'
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
  | 'not_stored'
  | 'other'

/** A failure in words. `said` is the server's own answer, when it gave one. */
export type MailFault = {
  readonly code: MailFaultCode
  readonly reason: string
  readonly said: string | null
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

function certificateFlaw(chain: readonly AnyError[]): string {
  const told = chain.map((error) => `${error.code} ${error.originalCode} ${error.message}`).join(' ')
  if (/EXPIRED|expired/.test(told)) return 'it has expired'
  if (/ALTNAME|HOSTNAME|altnames/.test(told)) return 'it was made out to another name'
  if (/SELF_SIGNED|self.signed/.test(told)) return 'nobody vouches for it (it is self-signed)'
  return 'nobody known here vouches for it'
}

function sentence(
  code: MailFaultCode,
  server: MailServer,
  chain: readonly AnyError[],
  said: string | null,
): string {
  const where = `${server.host}:${server.port}`
  const quoted = said ? ` It says: "${said}"` : ''
  switch (code) {
    case 'password_refused':
      return `${server.host} refused the name or the password for ${server.user}.${quoted}`
    case 'certificate_refused':
      return `The certificate of ${where} cannot be trusted: ${certificateFlaw(chain)}. Nothing was sent to it.`
    case 'encryption_failed':
      return `${where} could not agree on encryption. Check the port and whether it expects TLS or STARTTLS.`
    case 'encryption_required':
      return `${server.host} would get the password unencrypted. Choose TLS or STARTTLS.`
    case 'host_not_found':
      return `There is no server named ${server.host}, or its name cannot be looked up now.`
    case 'connection_refused':
      return `Nothing answers at ${where}. Check the port, or the server may be down.`
    case 'unreachable':
      return `${where} cannot be reached from here. Check the network or a firewall.`
    case 'timed_out':
      return `${where} did not answer in time.`
    case 'connection_cut':
      return `${where} closed the connection.`
    case 'folder_missing':
      return `The folder to read from does not exist on ${server.host}.`
    case 'not_stored':
      return 'A message was fetched but could not be stored here. It stays on the server and will be fetched again.'
    case 'server_busy':
      return `${server.host} asks to be tried again later.${quoted}`
    default:
      return `${server.host} failed: ${said ?? chain[0]?.message ?? 'unknown'}.`
  }
}
