// What failed, in few lines: the end of a long log often is all that is left of it.
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** So much of a log's end is left, of which other lines take some (characters). */
const ROOM = 3000

/**
 * The failed tests of a Vitest JSON report, two lines each: where and which, and what was wrong. A file that broke before its tests
 * ran is named itself. `root` is what paths are told from. Where many failed less is said of each, and each is named.
 */
export function failuresOf(report, root) {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((t) => t.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [[file, message]]
    return failed.map((t) => [`${file} > ${t.fullName}`, t.failureMessages[0] ?? ''])
  })
  const each = Math.max(120, Math.floor(ROOM / Math.max(failures.length, 1)))
  return failures.map(([which, message]) => `${which}\n    ${wrong(message, each - which.length)}`)
}

/**
 * The first line of an error; of what waited in vain on a screen, also what it waited for, and what stood on the screens then, as far as
 * there is room.
 */
function wrong(message, room) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
  const waited = lines.find((line) => line.startsWith('- waiting for'))
  const wrong = [lines.find(Boolean) ?? 'without a word', waited].filter(Boolean).join(' ').slice(0, 400)
  // What a screen shows is long, and the next line says what it waits for.
  const shown = lines.filter((line) => line.startsWith('on screen: ')).map((line) => line.slice(0, 200))
  return [wrong, ...shown].join('\n    ').slice(0, Math.max(room, wrong.length))
}
