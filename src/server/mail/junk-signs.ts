import type { Signs } from '../../domain/channels/junk.ts'
import { type HeaderField, headerOf } from './headers.ts'
import { readResults } from './trace.ts'

/** Servers that sign their results by another name than one reaches them by. */
const SIGNS_AS: readonly (readonly [imap: string, server: string])[] = [
  ['gmail.com', 'google.com'],
  ['googlemail.com', 'google.com'],
  ['office365.com', 'outlook.com'],
]
/** A score from which Microsoft calls a mail spam (SCL 5 and above). */
const SCL_SPAM = 5

/**
 * What a mail's header says against it. `Authentication-Results` count only where the topmost is our own receiving server's (RFC 8601
 * §5: those below were written by whoever sent it): known by the host the mailbox is read from, or by the domain of its address.
 */
export function junkSigns(
  fields: readonly HeaderField[],
  mailbox: { readonly imapHost: string | null; readonly address: string },
): Signs {
  return { dmarc: dmarcOf(fields, mailbox), filter: filterOf(fields) }
}

function dmarcOf(
  fields: readonly HeaderField[],
  { imapHost, address }: { imapHost: string | null; address: string },
): Signs['dmarc'] {
  const top = headerOf(fields, 'authentication-results')
  if (top === null) return null
  const { server, results } = readResults(top)
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const ours = [domain, ...(imapHost ? [houseOf(imapHost.toLowerCase())] : [])].flatMap((name) => [
    name,
    ...SIGNS_AS.filter(([imap]) => imap === name).map(([, signs]) => signs),
  ])
  if (!ours.some((name) => server === name || server.endsWith(`.${name}`))) return null
  const dmarc = results.find((r) => r.method === 'dmarc')
  if (dmarc?.result !== 'fail') return null
  // In a comment at most receivers, in a property at some: `(p=REJECT sp=NONE)`, `policy.dmarc=quarantine`.
  const said =
    /dmarc\s*=\s*fail[^;]*?(?:\bp|policy\.(?:dmarc|published-domain-policy))\s*=\s*(reject|quarantine)/i
  const policy = said.exec(top)?.[1]?.toLowerCase()
  return policy === 'reject' || policy === 'quarantine' ? policy : null
}

/** A host without its first name: `imap.posteo.example` is of `posteo.example`. */
function houseOf(host: string): string {
  const labels = host.split('.')
  return labels.length > 2 ? labels.slice(1).join('.') : host
}

function filterOf(fields: readonly HeaderField[]): string | null {
  const says = (name: string, words: RegExp) => words.test(headerOf(fields, name) ?? '')
  if (says('x-spam-flag', /^\s*yes\b/i) || says('x-spam-status', /^\s*yes\b/i)) return 'SpamAssassin'
  if (says('x-spam', /^\s*yes\b/i) || says('x-rspamd-action', /^\s*(?:add header|rewrite subject|reject)\b/i))
    return 'Rspamd'
  const scl =
    headerOf(fields, 'x-ms-exchange-organization-scl') ??
    /\bSCL:(-?\d+)/i.exec(headerOf(fields, 'x-forefront-antispam-report') ?? '')?.[1]
  return scl !== null && scl !== undefined && Number(scl) >= SCL_SPAM ? 'Microsoft' : null
}
