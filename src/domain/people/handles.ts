import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { type Refusal, refuse } from '../shared/refusal.ts'

export const HANDLE_KINDS = ['email', 'phone', 'chat'] as const
export type HandleKind = (typeof HANDLE_KINDS)[number]

/** How sure we are that a handle reaches the person, from the least: somebody typed it, a message came from it, it was proved. */
export const HANDLE_TRUSTS = ['typed', 'seen', 'verified'] as const
export type HandleTrust = (typeof HANDLE_TRUSTS)[number]

/** A way to reach somebody: `value` for comparing, `shown` as it was given. */
export type Handle = { readonly kind: HandleKind; readonly value: string; readonly shown: string }

/** The trust after something new was learned: it only rises. */
export function raiseTrust(known: HandleTrust, learned: HandleTrust): HandleTrust {
  return HANDLE_TRUSTS.indexOf(learned) > HANDLE_TRUSTS.indexOf(known) ? learned : known
}

/**
 * Writes a handle in the one form by which it is compared. `country` is the ISO code of the site, for telephones written
 * without their country. Refuses `handle_invalid` with the kind as field; the raw text is then the caller's to keep.
 */
export function normaliseHandle(kind: HandleKind, raw: string, country: string): Handle | Refusal {
  const shown = raw.normalize('NFC').trim()
  const value = { email: normaliseEmail, phone: normalisePhone, chat: normaliseChat }[kind](shown, country)
  return value === null ? refuse('handle_invalid', { field: kind }) : { kind, value, shown }
}

/** Local part up to 64 and whole up to 254 octets (RFC 5321); lower-case, because no mailbox in use tells cases apart. */
function normaliseEmail(text: string): string | null {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at).toLowerCase().normalize('NFC')
  const domain = asciiDomain(text.slice(at + 1))
  if (at < 1 || domain === null || !/^[^\s\p{C}@<>()[\],:;"\\]+$/u.test(local)) return null
  const octets = (s: string) => new TextEncoder().encode(s).length
  const value = `${local}@${domain}`
  return octets(local) <= 64 && octets(value) <= 254 ? value : null
}

/** `bücher.example` → `xn--bcher-kva.example` (IDNA); null for what is no name of a host, an IP address too. */
function asciiDomain(text: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text) || !text.includes('.')) return null
  let host: string
  try {
    host = new URL(`http://${text}`).hostname
  } catch {
    return null
  }
  const labels = host.split('.')
  const sound = labels.every((l) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(l))
  return sound && /\D/.test(labels.at(-1)!) ? host : null
}

/** E.164, with an extension behind `;ext=` (RFC 3966). Only the length is checked: numbering plans change. */
function normalisePhone(text: string, country: string): string | null {
  const defaultCountry = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false })
  if (!number?.isPossible()) return null
  return number.ext ? `${number.number};ext=${number.ext}` : number.number
}

function normaliseChat(text: string): string | null {
  return text.length > 0 && text.length <= 200 && !/\p{C}/u.test(text) ? text : null
}

/** The digits of a telephone written with its country (+49 (0)171…, 0049 171…), as we compare by; null for what is none or not whole. */
export function digitsWithCountry(text: string): string | null {
  const written = text.trim().replace(/^00/, '+')
  if (!written.startsWith('+')) return null
  const number = parsePhoneNumberFromString(written, { extract: false })
  return number?.isPossible() ? number.number.slice(1) : null
}

/** The countries (ISO codes) a telephone in the form we compare by may be of: one, or all that share its country code. */
export function countriesOf(phone: string): readonly string[] {
  const number = parsePhoneNumberFromString(phone.replace(/;ext=.*$/, ''))
  return number?.country ? [number.country] : (number?.getPossibleCountries() ?? [])
}
