import { isIP } from 'node:net'
import { type ConnectionOptions, getCACertificates } from 'node:tls'

/**
 * How to reach a mail server. `tls`: encrypted from the first byte (993, 465) · `starttls`: must be upgraded (143, 587) ·
 * `none`: in the clear, which is refused unless the server stands on this machine.
 */
export type MailServer = {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly pass: string
  /** Gives a token to sign in with instead of a password (XOAUTH2, RFC 7628). */
  readonly token?: TokenSource
  /** Certificates (PEM) to trust besides the usual ones: a firm's own authority. */
  readonly ca?: string
  readonly timeouts?: MailTimeouts
}

/** Gives a token that can be used now; `refused` is one the server would not take. @throws NoToken (faults.ts) saying why there is none. */
export type TokenSource = (refused?: string) => Promise<string>

/** Limits in milliseconds; unless told 20 s to connect, 15 s for the greeting, and of silence 60 s (SMTP) or 5 min (IMAP), 3 min for a command. */
export type MailTimeouts = {
  readonly connect?: number
  readonly greeting?: number
  readonly silence?: number
  /** A command, or a mail handed over, until its answer has ended; a large answer gets longer (see guard.ts). */
  readonly command?: number
}

/** Thrown before anything is sent when a password would travel in the clear. */
export class EncryptionRequired extends Error {
  readonly code = 'ENCRYPTION_REQUIRED'
}

/** Thrown when a fetched message could not be taken over here; the server is not to blame. */
export class NotStored extends Error {
  readonly code = 'NOT_STORED'
}

/** The TLS options of a server: always verified, for the name that was asked for. Throws `EncryptionRequired`. */
export function tlsOptions(server: MailServer): ConnectionOptions {
  if (server.security === 'none' && !isLoopback(server.host)) {
    throw new EncryptionRequired(`${server.host} would get the password unencrypted`)
  }
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(isIP(server.host) ? {} : { servername: server.host }),
    // `ca` would replace the usual authorities.
    ...(server.ca ? { ca: [...getCACertificates('default'), server.ca] } : {}),
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
