import { type Refusal, refuse } from '../shared/refusal.ts'
import { blanksIn, fillIn, textFor, type Values, type Variable } from './saved-replies.ts'

/** What a signature may ask for: who signs and where, never to whom. */
export const SIGNATURE_VARIABLES = [
  'my.first',
  'my.name',
  'site.name',
  'site.telephone',
] as const satisfies readonly Variable[]

/** A signature in each language there is, by its tag; empty: none. */
export type SignatureTexts = Readonly<Record<string, string>>

/** What stands between the words and the signature (RFC 3676 §4.3): two hyphens and a space, alone on a line. */
export const SIGNATURE_MARK = '-- '

/** Null where a signature asks only for what it may, else a refusal that names what is not to be had. */
export function unknownInSignature(texts: SignatureTexts): Refusal | null {
  const known: readonly string[] = SIGNATURE_VARIABLES
  const unknown = Object.values(texts)
    .flatMap(blanksIn)
    .find((blank) => !known.includes(blank.variable))
  return unknown
    ? refuse('unknown_variable', { field: 'signature', values: { name: unknown.variable } })
    : null
}

/**
 * A signature as it stands under a mail to somebody who reads these languages; null where there is none. A line that asks for
 * what is not known is left out whole: nobody is sent "Telephone:" and nothing behind it.
 */
export function fillSignature(
  texts: SignatureTexts,
  languages: readonly string[],
  values: Values,
): string | null {
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
  if (Object.keys(written).length === 0) return null
  const lines = textFor(written, languages)
    .text.replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => fillIn(line, values))
    .filter((line) => line.missing.length === 0)
    // A mark of its own would begin a second signature.
    .filter((line) => line.text.trim() !== SIGNATURE_MARK.trim())
    .map((line) => line.text.trimEnd())
  return (
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() || null
  )
}

/** Several signatures as one, whoever signs first, then the house; what both say alike stands once. Null where there is none. */
export function joinSignatures(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null && part.trim() !== '')
  return [...new Set(said)].join('\n\n') || null
}

/** The words of a mail with the signature below, as they leave. */
export function signedText(text: string, signature: string | null): string {
  return signature === null ? text : `${text.trimEnd()}\n\n${belowTheWords(signature)}`
}

/** What a signature adds to a mail, its mark first. */
export function belowTheWords(signature: string): string {
  return `${SIGNATURE_MARK}\n${signature}`
}
