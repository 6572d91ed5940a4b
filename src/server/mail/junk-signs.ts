import { isBelieved, type Judged } from '../../domain/channels/authenticity.ts'
import { type HeaderField, headerOf } from './headers.ts'
import { type Authentication, readResults } from './trace.ts'

/** Servers that sign their findings by another name than one reaches them by. */
const SIGNS_AS: readonly (readonly [imap: string, server: string])[] = [
  ['gmail.com', 'google.com'],
  ['googlemail.com', 'google.com'],
  ['office365.com', 'outlook.com'],
]
/** Forwarders whose word about what they passed on people trust (ARC leaves it to the receiver whom to trust, RFC 8617 §7.2). */
const TRUSTED_FORWARDERS = ['google.com', 'microsoft.com', 'messagingengine.com', 'icloud.com', 'yahoo.com']
/** A score from which Microsoft calls a mail spam (SCL 5 and above). */
const SCL_SPAM = 5
const RESULTS = 'authentication-results'

/** The server that says of itself, on top of a mail, that it looked at its sender; null where none does. */
export function judgedBy(fields: readonly HeaderField[]): string | null {
  const top = headerOf(fields, RESULTS)
  const server = top === null ? '' : readResults(top).server
  return server === '' ? null : server.slice(0, 255)
}

/**
 * What a server we believe says of the sender of a mail; null where none does. Only the topmost findings count, and those right below
 * of the same server: what stands under them, or under a server's `Received`, whoever sent the mail may have written (RFC 8601 §5).
 */
export function readJudged(
  fields: readonly HeaderField[],
  from: string,
  believed: readonly string[],
): Judged | null {
  const said = believedFields(fields, believed)
  const [top] = said
  if (!top) return null
  const findings = said.flatMap(({ read }) =>
    read.results.map(({ method, result, about }) => ({ method, result, domain: domainOf(method, about) })),
  )
  return {
    server: top.read.server,
    from: from.slice(from.lastIndexOf('@') + 1).toLowerCase(),
    findings,
    policy: said.map(({ value }) => policyIn(value)).find((p) => p !== null) ?? null,
    passedOn: findings.some((f) => f.method === 'arc' && f.result === 'pass') && passedOnBy(fields, believed),
  }
}

function believedFields(fields: readonly HeaderField[], believed: readonly string[]) {
  const said: { value: string; read: Authentication }[] = []
  for (const { name, value } of fields) {
    if (said.length > 0 && name === 'received') break
    if (name !== RESULTS) continue
    const read = readResults(value)
    if (said[0] ? read.server !== said[0].read.server : !isBelieved(read.server, believed)) break
    said.push({ value, read })
  }
  return said
}

function domainOf(method: string, about: string): string | null {
  const property =
    method === 'dkim'
      ? /\bheader\.(?:d|i)\s*=\s*"?([^\s;"]{1,255})/i
      : /\bsmtp\.(?:mailfrom|helo)\s*=\s*"?([^\s;"]{1,255})/i
  const found = property.exec(about)?.[1]
  return found ? found.slice(found.lastIndexOf('@') + 1).toLowerCase() : null
}

// In a comment at most receivers, in a property at some: `(p=REJECT sp=NONE)`, `policy.dmarc=quarantine`.
function policyIn(value: string): Judged['policy'] {
  const said =
    /dmarc\s*=\s*fail[^;]*?(?:\bp|policy\.(?:dmarc|published-domain-policy))\s*=\s*(reject|quarantine|none)/i
  return (said.exec(value)?.[1]?.toLowerCase() as Judged['policy']) ?? null
}

// The latest seal of the chain, and what its signer found of the mail when it passed through.
function passedOnBy(fields: readonly HeaderField[], believed: readonly string[]): boolean {
  const seals = fields.flatMap(({ name, value }) => {
    if (name !== 'arc-seal') return []
    const [i, d] = [
      /(?:^|;)\s*i\s*=\s*(\d{1,2})/i.exec(value)?.[1],
      /(?:^|;)\s*d\s*=\s*([^\s;]{1,255})/i.exec(value)?.[1],
    ]
    return i && d ? [{ i: Number(i), d: d.toLowerCase() }] : []
  })
  const last = seals.toSorted((a, b) => b.i - a.i)[0]
  if (!last || !isBelieved(last.d, [...TRUSTED_FORWARDERS, ...believed])) return false
  const own = new RegExp(`^\\s*i\\s*=\\s*${last.i}\\s*;`)
  const said = fields.find((f) => f.name === 'arc-authentication-results' && own.test(f.value))
  return readResults(said?.value.replace(own, '') ?? '').results.some(
    (r) => r.method === 'dmarc' && r.result === 'pass',
  )
}

/**
 * Tells whether a server looks like our own receiving one: it is of the host the mailbox is read from, or of the domain of its
 * address. Only to propose it: who is believed, somebody says.
 */
export function isLikelyOurs(
  server: string,
  { imapHost, address }: { readonly imapHost: string | null; readonly address: string },
): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const ours = [domain, ...(imapHost ? [houseOf(imapHost.toLowerCase())] : [])]
  return isBelieved(
    server,
    ours.flatMap((name) => [name, ...SIGNS_AS.filter(([imap]) => imap === name).map(([, signs]) => signs)]),
  )
}

/** A host without its first name: `imap.posteo.example` is of `posteo.example`. */
function houseOf(host: string): string {
  const labels = host.split('.')
  return labels.length > 2 ? labels.slice(1).join('.') : host
}

/** The filter that calls a mail spam, by its header; null where none does. */
export function spamFilter(fields: readonly HeaderField[]): string | null {
  const says = (name: string, words: RegExp) => words.test(headerOf(fields, name) ?? '')
  if (says('x-spam-flag', /^\s*yes\b/i) || says('x-spam-status', /^\s*yes\b/i)) return 'SpamAssassin'
  if (says('x-spam', /^\s*yes\b/i) || says('x-rspamd-action', /^\s*(?:add header|rewrite subject|reject)\b/i))
    return 'Rspamd'
  const scl =
    headerOf(fields, 'x-ms-exchange-organization-scl') ??
    /\bSCL:(-?\d+)/i.exec(headerOf(fields, 'x-forefront-antispam-report') ?? '')?.[1]
  return scl !== null && scl !== undefined && Number(scl) >= SCL_SPAM ? 'Microsoft' : null
}
