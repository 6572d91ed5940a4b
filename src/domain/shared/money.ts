import { type Refusal, refuse } from './refusal.ts'

/** An amount of one currency in its minor units (cents), a whole number of at least 0; currency by ISO 4217. Two never mix. */
export type Money = { readonly minor: number; readonly currency: string }

/** The greatest amount anybody writes down here (minor units): far below where whole numbers stop being exact. */
export const MOST_MINOR = 1_000_000_000_00

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Tells whether a code names a currency (ISO 4217, as the runtime knows it). */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

/** How many digits the minor unit of a currency has: 2 for EUR, 0 for JPY, 3 for KWD (CLDR). */
export function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/** An amount as it was typed, "49,90" or "1.200" or "1,200.50"; null where that names none, or none without loss. */
export function readAmount(typed: string, currency: string): Money | null {
  const digits = digitsOf(currency)
  const words = typed.trim().replace(/[\s’']/g, '')
  const found = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:([.,])(\d{1,3}))?$/.exec(words)
  if (!found) return null
  const [, whole = '', mark, part = ''] = found
  const separators = new Set(whole.match(/[.,]/g) ?? [])
  // 1.200,50: what parts the thousands does not part the cents, and is the same throughout.
  if (separators.size > 1 || (mark !== undefined && separators.has(mark))) return null
  if (part.length > digits) return null
  // "1.200" of a currency with three digits may be either.
  if (digits === 3 && mark === undefined && separators.size === 1) return null
  const minor = Number(whole.replace(/[.,]/g, '') + part.padEnd(digits, '0'))
  return minor <= MOST_MINOR ? { minor, currency } : null
}

/** An amount of money as somebody writes it down. Refuses what is no whole number of minor units from 1 up, or no currency. */
export function money(minor: number, currency: string, field = 'money'): Money | Refusal {
  if (!isCurrency(currency)) return refuse('invalid_input', { field: `${field}.currency` })
  if (!Number.isSafeInteger(minor) || minor < 1 || minor > MOST_MINOR)
    return refuse('invalid_input', { field: `${field}.minor` })
  return { minor, currency }
}
