import type { MemberId } from '../shared/ids.ts'

type Named = { readonly id: MemberId; readonly name: string }

/**
 * Finds whom a note calls by name: `@Ana` or `@Ana Ruiz`, in any case and with or without accents. The longest name that fits is meant;
 * a first name shared by several means all of them. An `@` inside a word (an address) calls nobody.
 */
export function mentionsIn(text: string, members: readonly Named[]): MemberId[] {
  const called = new Set<MemberId>()
  const said = plain(text)
  for (const at of said.matchAll(/(?<![\p{L}\p{N}._+-])@/gu)) {
    const rest = said.slice(at.index + 1)
    const fits = members.flatMap(({ id, name }) =>
      namesOf(name).flatMap((n) => (begins(rest, n) ? [{ id, n }] : [])),
    )
    const longest = Math.max(0, ...fits.map(({ n }) => n.length))
    for (const { id, n } of fits) if (n.length === longest) called.add(id)
  }
  return [...called]
}

function namesOf(name: string): string[] {
  const whole = plain(name).trim()
  const first = whole.split(/\s+/)[0] ?? ''
  return [...new Set([whole, first])].filter((n) => n !== '')
}

function begins(rest: string, name: string): boolean {
  return rest.startsWith(name) && !/^[\p{L}\p{N}_]/u.test(rest.slice(name.length))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
}
