import type { Doubt } from './authenticity.ts'

/** What a mail itself, or the servers it came by, say against it. */
export type Signs = {
  /** Our own mail server found that it is not from whom it names, and what their domain asks to be done then (DMARC). */
  readonly dmarc: 'reject' | 'quarantine' | null
  /** The filter that calls it junk, by its header. */
  readonly filter: string | null
}

/** What the domain a mail pretends to be from asks to be done with it, where that is more than to look at it. */
export function asksForJunk(doubt: Doubt | null): Signs['dmarc'] {
  return doubt?.policy === 'reject' || doubt?.policy === 'quarantine' ? doubt.policy : null
}

/** Everything that decides whether a mail is junk. */
export type Facts = {
  /** What the house blocks that fits its sender: an address, or a domain. */
  readonly block: string | null
  readonly signs: Signs
  /** Its sender is a person of ours. */
  readonly known: boolean
  /** It answers a mail of ours, in a conversation its sender takes part in. */
  readonly answers: boolean
}

/** Why a mail is in junk; the screen has a sentence for each. */
export type JunkReason = {
  readonly code: 'junk_blocked' | 'junk_dmarc' | 'junk_filter'
  readonly values: Readonly<Record<string, string>>
}

/**
 * Why a mail goes into junk; null: it is filed. Whom somebody blocked is junk, whoever it is. What machines say against a mail counts
 * only for strangers: no filter makes a customer's mail vanish, nor an answer to what we wrote.
 */
export function junkReason({ block, signs, known, answers }: Facts): JunkReason | null {
  if (block !== null) return { code: 'junk_blocked', values: { block } }
  if (known || answers) return null
  if (signs.dmarc) return { code: 'junk_dmarc', values: { policy: signs.dmarc } }
  return signs.filter === null ? null : { code: 'junk_filter', values: { filter: signs.filter } }
}

/** The forms in which an address may be blocked: itself, its domain with those above it, and what stands under each of these. */
export function blockable(address: string): { address: string; domains: string[] } {
  const whole = address.trim().toLowerCase()
  const labels = whole.slice(whole.lastIndexOf('@') + 1).split('.')
  const domains = labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'))
  return { address: whole, domains: [...domains, ...domains.slice(1).map((above) => `*.${above}`)] }
}

/**
 * What is blocked, as it is kept: an address, a domain with all under it (`@shop.example`, `shop.example`), or only what stands under one
 * (`*.shop.example`); null for what is none of them.
 */
export function readBlock(text: string): { kind: 'address' | 'domain'; value: string } | null {
  const plain = text.trim().toLowerCase().replace(/^@/, '').replace(/\.$/, '')
  const domain = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)+[\p{L}\p{N}][\p{L}\p{N}-]{1,62}$/u
  if (plain.length > 320) return null
  if (domain.test(plain.replace(/^\*\./, ''))) return { kind: 'domain', value: plain }
  const at = plain.lastIndexOf('@')
  const isAddress = at > 0 && !/[\s<>@]/.test(plain.slice(0, at)) && domain.test(plain.slice(at + 1))
  return isAddress ? { kind: 'address', value: plain } : null
}

/** Tells whether a block holds back what comes from an address. */
export function isBlockedBy(block: { kind: 'address' | 'domain'; value: string }, address: string): boolean {
  const forms = blockable(address)
  return block.kind === 'address' ? forms.address === block.value : forms.domains.includes(block.value)
}
