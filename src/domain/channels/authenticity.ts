/** One finding of a receiving server (RFC 8601): `domain` is the one it is about (`header.d` of a signature, the envelope's of SPF). */
export type Finding = { readonly method: string; readonly result: string; readonly domain: string | null }

/** What a server we believe found out about the sender of a mail. */
export type Judged = {
  /** The name it signs its findings with. */
  readonly server: string
  /** The domain of the address the mail names as its sender. */
  readonly from: string
  readonly findings: readonly Finding[]
  /** What that domain asks to be done with mail that fails (DMARC, RFC 7489 §6.3). */
  readonly policy: 'reject' | 'quarantine' | 'none' | null
  /** A forwarder people trust says that the mail was right when it passed through (ARC, RFC 8617). */
  readonly passedOn: boolean
}

/** Why a mail may not be from whom it names. The screen has a sentence for each code. */
export type Doubt = {
  readonly code: 'dmarc' | 'spf' | 'provider' | 'own_address'
  readonly policy: 'reject' | 'quarantine' | 'none' | null
  readonly domain: string
  /** Whose word it is; empty where there is nobody whose word counts. */
  readonly server: string
}

/**
 * Why a mail may not be from whom it names; null where its domain vouches for it, or nobody we believe says otherwise. A signature of
 * its own domain is enough, whichever way it came, and so is a forwarder people trust: lists and forwarders break the rest. A domain
 * that has no DMARC but names its servers (SPF) counts only where it names this one as none of them, and nothing is signed by it.
 */
export function doubtOf(judged: Judged | null): Doubt | null {
  if (!judged) return null
  const { server, from, findings, policy, passedOn } = judged
  const results = (method: string) => findings.filter((f) => f.method === method)
  const signed = results('dkim').some((f) => f.result === 'pass' && isOf(from, f.domain))
  const dmarc = results('dmarc')[0]?.result ?? null
  if (signed || passedOn || dmarc === 'pass' || dmarc === 'bestguesspass') return null
  const doubt = (code: Doubt['code']): Doubt => ({
    code,
    policy: code === 'dmarc' ? policy : null,
    ...{ domain: from, server },
  })
  if (dmarc === 'fail') return doubt('dmarc')
  if (results('compauth').some((f) => f.result === 'fail')) return doubt('provider')
  const notTheirs = results('spf').some((f) => f.result === 'fail' && isOf(from, f.domain))
  return notTheirs ? doubt('spf') : null
}

/**
 * The doubt about a mail that came in under our own address while nobody's word about senders counts: whoever sees that address can
 * write it. Null once a server is believed, which would have said so.
 */
export function ownDoubt(address: string, believed: readonly string[]): Doubt | null {
  if (believed.length > 0) return null
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return { code: 'own_address', policy: null, domain, server: '' }
}

/** Tells whether a domain is the sender's own, or one it stands under; what stands under the sender's may be somebody else's. */
function isOf(from: string, domain: string | null): boolean {
  return (domain?.includes('.') ?? false) && (from === domain || from.endsWith(`.${domain}`))
}

/** Tells whether what a server says is believed: it is named, or stands under a domain that is. */
export function isBelieved(server: string, believed: readonly string[]): boolean {
  return believed.some((name) => server === name || server.endsWith(`.${name}`))
}

/** The name of a server as somebody writes it down; null for what is none. */
export function readServer(text: string): string | null {
  const name = text.trim().toLowerCase().replace(/\.$/, '')
  return /^(?=.{3,255}$)[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*$/.test(name) ? name : null
}
