// What failed, in few lines: the end of a long log often is all that is left of it.
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * The failed tests of a Vitest JSON report, two lines each: where and which, and what was wrong. A file that broke before its tests
 * ran is named itself. `root` is what paths are told from.
 */
export function failuresOf(report, root) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((t) => t.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [`${file}\n    ${wrong(message)}`]
    return failed.map((t) => `${file} > ${t.fullName}\n    ${wrong(t.failureMessages[0] ?? '')}`)
  })
}

/** The first line of an error; of what waited in vain on a screen, also what it waited for, and what stood on the screens then. */
function wrong(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
  const waited = lines.find((line) => line.startsWith('- waiting for'))
  const wrong = [lines.find(Boolean) ?? 'without a word', waited].filter(Boolean).join(' ').slice(0, 500)
  const shown = lines.filter((line) => line.startsWith('on screen: ')).slice(0, 12)
  return [wrong, ...shown].join('\n    ')
}
