import { readdirSync, readFileSync } from 'node:fs'
import {
  ATTRIBUTION,
  ATTRIBUTION_CJK,
  ATTRIBUTION_START,
  DEVICE_LINE,
  FORWARD_LINE,
  HEADER_LABELS,
  ORIGINAL_LINE,
  PASSED_ON,
} from '../../src/server/mail/fold-words.ts'

/** What patterns stumble over: white space, marks, quotes, openings without an end, the words of mail. */
const REPEATED = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\u00a0',
    '\u0000',
    'a',
    'a ',
    '1',
    '-',
    '_',
    '=',
    '*',
    '>',
    '> ',
    '>\n',
    '<',
    '</',
    '<a',
    '<a ',
  ],
  ...[
    '<!--',
    '&',
    '&#',
    '"',
    "'",
    '\\',
    '(',
    '[',
    '{',
    ',',
    ';',
    ':',
    '：',
    '@',
    'a@',
    '.',
    '..',
    '+',
    '=?',
    '=?a?',
    '=\n',
    '--\n',
    '-- \n',
  ],
  ...[
    'On ',
    'On\n',
    'wrote ',
    'wrote:',
    'From:',
    'From: a\n',
    'Re:',
    'Re: ',
    'Fwd[1]',
    '---',
    '写道',
    'a:',
    'a: b\n',
    'a: b\n c\n',
    'é',
    '\ud83d',
  ],
  ...[
    '<meta ',
    'charset',
    '<img ',
    'mailto:',
    '[mailto:',
    '<img src="',
    'border-top: solid ',
    '-----BEGIN PGP ',
  ],
]
const made = new Map<number, readonly string[]>()

/** Texts of so many characters, each one thing again and again, with and without something else at the end. */
export function repeated(length: number): readonly string[] {
  const texts =
    made.get(length) ??
    REPEATED.flatMap((piece) => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      return [text, `${text}\u0001`]
    })
  made.set(length, texts)
  return texts
}

// A regular expression as it stands in a source: after what cannot end a value.
const LITERAL = /(?<=[\s(,[!])\/((?![*/ ])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g

/** Every pattern of a folder, as it stands in the sources, and those that are put together from words. */
export function patternsIn(folder: string): [string, RegExp][] {
  const place = new URL(`../../${folder}`, import.meta.url)
  const sources = readdirSync(place).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const written = sources.flatMap((file) =>
    [...readFileSync(new URL(file, place), 'utf8').matchAll(LITERAL)].map(
      ([, body, flags]): [string, RegExp] => [
        `${file} /${body!.slice(0, 60)}/${flags}`,
        new RegExp(body!, flags),
      ],
    ),
  )
  const lines = {
    ATTRIBUTION,
    ATTRIBUTION_CJK,
    ATTRIBUTION_START,
    DEVICE_LINE,
    FORWARD_LINE,
    ORIGINAL_LINE,
    PASSED_ON,
    ...HEADER_LABELS,
  }
  return [...written, ...Object.entries(lines)]
}

/**
 * Puts a pattern to every repeated text. One whose time grows with the square of its text does not come back from a million
 * characters while anybody waits: the test's own limit says so.
 */
export function comesBack(pattern: RegExp, length: number): void {
  for (const text of repeated(length)) {
    pattern.lastIndex = 0
    if (pattern.global) text.replace(pattern, '')
    else pattern.test(text)
  }
}
