import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { LATE_AREAS } from '../src/web/shell/late-areas.ts'

const WEB = join(import.meta.dirname, '../src/web')
const SAYS_LATE = new RegExp(`useTranslations\\('(?:${LATE_AREAS.join('|')})[.']`)
const FETCHED_WITH = /pageWithWords\(\s*\(\) =>\s*import\('([^']+)'\)/g

/** What is loaded from an entry, now or later, without the pages that fetch late words; each with what loads it. */
function loadedFrom(entry: string): Map<string, string | null> {
  const found = new Map<string, string | null>([[entry, null]])
  for (const [path] of found) {
    const text = readFileSync(path, 'utf8')
    const late = [...text.matchAll(FETCHED_WITH)].map(([, to]) => to)
    for (const [, to = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']+\.tsx?)'/g)) {
      const next = join(dirname(path), to)
      if (next.startsWith(WEB) && !late.includes(to) && !found.has(next)) found.set(next, path)
    }
  }
  return found
}

describe('the words that come late', () => {
  it.each(['main.tsx', 'customer.tsx'])('are said by nothing that %s loads without them', (entry) => {
    const loaded = loadedFrom(join(WEB, entry))
    expect(loaded.size).toBeGreaterThan(30)
    const early = [...loaded]
      .filter(([path]) => SAYS_LATE.test(readFileSync(path, 'utf8')))
      .map(([path, by]) => `${relative(WEB, path)}, loaded by ${by && relative(WEB, by)}`)
    expect(early).toEqual([])
  })
})
