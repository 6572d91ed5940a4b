import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OPENED_IN_THEIR_JOURNEY, OVER_PAGES } from './e2e/support/opened.ts'

const WEB = join(import.meta.dirname, '../src/web')
const E2E = join(import.meta.dirname, 'e2e')
/** What these are made of: they open nothing by themselves. */
const MADE_OF = /^ui\//

function filesThatOpen(): string[] {
  return readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !MADE_OF.test(file))
    .filter((file) =>
      /<(Dialog|Menu|Popover|Sheet|Base\.Popup)[\s>]/.test(readFileSync(join(WEB, file), 'utf8')),
    )
    .map((file) => file.replace(/\.tsx$/, ''))
}

describe('what opens over a page', () => {
  it('is opened by a journey, whatever file it stands in [S4-9]', () => {
    const opened = OVER_PAGES.flatMap((page) => page.openings.map((opening) => opening.from))
    const known = new Set([...opened, ...Object.keys(OPENED_IN_THEIR_JOURNEY)])
    const files = filesThatOpen()
    expect(files.length).toBeGreaterThan(60)
    // A new one is added to `tests/e2e/support/opened.ts`.
    expect(files.filter((file) => !known.has(file))).toEqual([])
    expect([...known].filter((file) => !files.includes(file))).toEqual([])
  })

  it('is opened once: by the list, or by the journey that leads to it, which is there', () => {
    const opened = new Set(OVER_PAGES.flatMap((page) => page.openings.map((opening) => opening.from)))
    for (const [file, journey] of Object.entries(OPENED_IN_THEIR_JOURNEY)) {
      expect(opened.has(file), file).toBe(false)
      expect(existsSync(join(E2E, journey)), journey).toBe(true)
      expect(readFileSync(join(E2E, journey), 'utf8'), journey).toContain(
        'await openedProblemsWideAndNarrow(',
      )
    }
  })
})
