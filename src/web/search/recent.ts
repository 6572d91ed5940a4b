import { ownPlace } from '../api/whose.ts'

const KEY = 'servus.recent-searches'
const MOST = 6

/** What was looked for here lately, the last first. It stays in this browser. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(ownPlace(KEY)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((s): s is string => typeof s === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

/** Remembers a search that led somewhere. */
export function rememberSearch(question: string): void {
  const q = question.trim()
  if (q === '') return
  const kept = [q, ...recentSearches().filter((s) => s !== q)].slice(0, MOST)
  localStorage.setItem(ownPlace(KEY), JSON.stringify(kept))
}

/** Forgets them all. */
export function forgetSearches(): void {
  localStorage.removeItem(ownPlace(KEY))
}
