import type { MailProvider } from './mail-sign-in.ts'

type Server = { readonly host: string; readonly port: number; readonly tls: boolean }

/** The mail servers of Google and Microsoft, as both name them in their help. */
export const HOSTS_OF: Readonly<
  Partial<Record<MailProvider, { readonly imap: Server; readonly smtp: Server }>>
> = {
  google: {
    imap: { host: 'imap.gmail.com', port: 993, tls: true },
    smtp: { host: 'smtp.gmail.com', port: 465, tls: true },
  },
  microsoft: {
    imap: { host: 'outlook.office365.com', port: 993, tls: true },
    smtp: { host: 'smtp.office365.com', port: 587, tls: true },
  },
}

/** Providers whose own password does not do for a mail program, each with a hint of its own. */
export const PASSWORD_HINTS = ['google', 'microsoft', 'yahoo', 'icloud', 'fastmail', 'switchedOff'] as const
export type PasswordHint = (typeof PASSWORD_HINTS)[number]

/** By the domain of an address, or the server its mail is read from, in small letters. `switchedOff`: IMAP has to be switched on first. */
const KNOWN: readonly (readonly [RegExp, PasswordHint])[] = [
  [/(^|\.)(gmail|googlemail)\.com$/, 'google'],
  [/(^|\.)(outlook|hotmail|live|msn)\.[a-z.]+$|(^|\.)office365\.com$/, 'microsoft'],
  [/(^|\.)(yahoo|ymail|rocketmail|aol)\.[a-z.]+$/, 'yahoo'],
  [/(^|\.)(icloud|me|mac)\.com$/, 'icloud'],
  [/(^|\.)fastmail\.[a-z]+$/, 'fastmail'],
  [/(^|\.)(gmx\.[a-z]+|web\.de|mail\.com)$/, 'switchedOff'],
]

/** What to know of the password of a mailbox, by its address and the server it is read from; null where nothing is known. */
export function passwordHint(address: string, imapHost: string): PasswordHint | null {
  const names = [imapHost, address.split('@')[1] ?? ''].map((name) => name.trim().toLowerCase())
  return KNOWN.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? null
}
