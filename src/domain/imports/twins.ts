import type { Handle } from '../people/handles.ts'
import { nameWords } from '../people/name-likeness.ts'

/** What may become of a line that says whom we know already: taken as the same, made new, or left out. */
export const CHOICES = ['same', 'new', 'leave'] as const
export type Choice = (typeof CHOICES)[number]

/** Why a line looks like somebody known: it was brought before, it shares an address under a fitting name, or under another name. */
export const TWIN_REASONS = ['brought_before', 'same_handle', 'shared_handle'] as const
export type TwinReason = (typeof TWIN_REASONS)[number]

/** Somebody known, or an earlier line, who might be the one of a line. */
export type Known<Ref> = {
  readonly ref: Ref
  readonly name: string
  readonly handles: readonly Pick<Handle, 'kind' | 'value'>[]
}
export type Twin<Ref> = { readonly ref: Ref; readonly reason: TwinReason }

/**
 * Who of those known a line is about: whoever was brought by the same number or the same line before; else who shares a way to
 * reach them and a fitting name; else who only shares it (a family, a firm). Null for somebody new.
 */
export function twinOf<Ref>(
  row: { readonly name: string; readonly handles: readonly Pick<Handle, 'kind' | 'value'>[] },
  broughtBefore: Ref | null,
  known: readonly Known<Ref>[],
): Twin<Ref> | null {
  if (broughtBefore !== null) return { ref: broughtBefore, reason: 'brought_before' }
  const sharing = row.handles.map((h) =>
    known.filter((k) => k.handles.some((o) => o.kind === h.kind && o.value === h.value)),
  )
  const fits = sharing.flat().find((k) => fittingNames(k.name, row.name))
  if (fits) return { ref: fits.ref, reason: 'same_handle' }
  const first = sharing.flat()[0]
  return first ? { ref: first.ref, reason: 'shared_handle' } : null
}

/** What becomes of a line: what was chosen for it, else for all; one who only shares an address is somebody else unless said. */
export function choiceFor(reason: TwinReason, forLine: Choice | null, forAll: Choice): Choice {
  return forLine ?? (reason === 'shared_handle' && forAll === 'same' ? 'new' : forAll)
}

/** Whether two names may be one person's: all words of one stand in the other, in any order, Mueller as Müller; no name fits every name. */
export function fittingNames(a: string, b: string): boolean {
  const [one, other] = [new Set(nameWords(a)), new Set(nameWords(b))]
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  return [...few].every((word) => many.has(word))
}
