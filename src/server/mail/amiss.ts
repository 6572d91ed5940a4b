import { type KeptKey, keptKey } from '../../words/kept.ts'

/** What is odd about a mail and takes nothing from whoever reads it: it was read as it was meant. */
const HARMLESS: readonly string[] = [
  'mail_boundary',
  'mail_charset_other',
  'mail_no_sender',
  'mail_no_date',
] satisfies KeptKey[]

/** Of what is wrong with a mail, what its reader has to know: something of it is not shown, or may be other than it was written. */
export function amissIn(problems: readonly string[]): readonly string[] | null {
  const told = [...new Set(problems)].filter((one) => !HARMLESS.includes(keptKey(one) ?? '')).slice(0, 10)
  return told.length > 0 ? told : null
}
