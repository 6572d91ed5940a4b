import type { Verb } from '../ui/verb-registry.ts'

function plain(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The verbs whose words begin with what was typed, each part of it, in any order: "pro go" finds "Go to Promises". */
export function findVerbs<V extends Pick<Verb, 'label' | 'group'>>(verbs: readonly V[], typed: string): V[] {
  const parts = plain(typed).split(/\s+/).filter(Boolean)
  return verbs.filter((verb) => {
    const words = plain(`${verb.label} ${verb.group ?? ''}`).split(/\s+/)
    return parts.every((part) => words.some((word) => word.startsWith(part)))
  })
}
