import { introductionAt, isBlank, isQuoted, skipBlanks } from './fold-lines.ts'
import { DEVICE_LINE, FORWARD_LINE } from './fold-words.ts'

/** A run of a message's text. The segments of a message, joined in order, are its whole text, to the last character. */
export type Segment = { readonly text: string; readonly folded: boolean }

type Run = {
  kind: 'words' | 'quote' | 'signature'
  from: number
  to: number
  introduced: boolean
  rest: boolean
}

const LONGEST_SIGNATURE = 15

/**
 * Folds what the sender did not write now: the quoted message and the signature. Nothing is ever cut. Quotes between
 * which the sender answers stay visible with the answers; a passed-on message (`forward`, or its own marker line) stays
 * visible; and when nothing would be left, nothing is folded.
 */
export function foldText(text: string, { forward = false } = {}): Segment[] {
  if (text === '') return []
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const runs = markSignatures(runsOf(lines, forward), lines)
  const folded = whatFolds(runs, lines)
  const leftOver = runs.some(
    (run) => !folded.has(run) && lines.slice(run.from, run.to).some((line) => !isBlank(line)),
  )
  const segments: { text: string; folded: boolean }[] = []
  for (const run of runs) {
    const isFolded = leftOver && folded.has(run)
    const words = lines.slice(run.from, run.to).join('')
    const last = segments.at(-1)
    if (last && last.folded === isFolded) last.text += words
    else segments.push({ text: words, folded: isFolded })
  }
  return segments
}

/** Cuts the lines into words and quotes; `rest` is a quoted message without `>`, which reaches to the end. */
function runsOf(lines: readonly string[], forward: boolean): Run[] {
  const runs: Run[] = []
  const add = (kind: Run['kind'], from: number, to: number, more: Partial<Run> = {}) => {
    const last = runs.at(-1)
    if (from === to) return
    if (last && last.kind === kind && !more.introduced && !last.rest) last.to = to
    else runs.push({ kind, from, to, introduced: false, rest: false, ...more })
  }
  let at = 0
  while (at < lines.length) {
    const intro = introductionAt(lines, at)
    if (intro?.kind === 'forward' || (forward && intro?.kind === 'header') || isPassedOnAt(lines, at)) {
      add('words', at, lines.length)
      break
    }
    const begins = intro ? skipBlanks(lines, intro.to) : at
    if (isQuoted(lines[begins] ?? '')) {
      const end = quoteEnd(lines, begins)
      add('quote', at, end, { introduced: intro !== null })
      at = end
    } else if (intro?.strong) {
      add('quote', at, lines.length, { introduced: true, rest: true })
      at = lines.length
    } else {
      add('words', at, at + 1)
      at += 1
    }
  }
  return runs
}

/** Apple Mail quotes the line that says "passed on" too, so that the matter itself would fold. */
function isPassedOnAt(lines: readonly string[], at: number): boolean {
  const bare = /^[ \t]?>[ \t]?(?!>)(.*)/.exec(lines[at]!.slice(0, 400))?.[1]
  return bare !== undefined && FORWARD_LINE.test(bare)
}

/** The end of a run of quoted lines; blank lines between two of them belong to it. */
function quoteEnd(lines: readonly string[], from: number): number {
  let end = from
  for (let at = from; at < lines.length; at = skipBlanks(lines, at)) {
    if (!isQuoted(lines[at]!)) break
    at += 1
    end = at
  }
  return end
}

/** Splits each run of words where a signature begins: at `-- `, or at a line that a device added. */
function markSignatures(runs: readonly Run[], lines: readonly string[]): Run[] {
  return runs.flatMap((run) => {
    if (run.kind !== 'words') return [run]
    const at = signatureStart(lines, run)
    if (at === null) return [run]
    const parts: Run[] = [
      { ...run, to: at },
      { ...run, kind: 'signature', from: at },
    ]
    return parts.filter((part) => part.from < part.to)
  })
}

function signatureStart(lines: readonly string[], run: Run): number | null {
  let start: number | null = null
  for (let at = run.to - 1; at >= run.from; at -= 1) {
    if (/^(?:--|\u2014) ?\r?\n?$/.test(lines[at]!)) {
      const length = lines.slice(at + 1, run.to).filter((line) => !isBlank(line)).length
      if (length <= LONGEST_SIGNATURE) start = at
      break
    }
  }
  let last = (start ?? run.to) - 1
  while (last > run.from && isBlank(lines[last]!)) last -= 1
  return DEVICE_LINE.test((lines[last] ?? '').trim().slice(0, 200)) && last >= run.from ? last : start
}

/**
 * Decides what folds: signatures always; a message quoted to the end always; of the `>` quotes those after which the
 * sender says nothing more, and a single one with which the message opens (answered below). A lone quoted line that
 * nothing introduces may be the sender's own (`> 3 days`) and stays.
 */
function whatFolds(runs: readonly Run[], lines: readonly string[]): Set<Run> {
  const says = (run: Run) =>
    run.kind === 'words' && lines.slice(run.from, run.to).some((line) => !isBlank(line))
  const lastWords = runs.findLastIndex(says)
  const firstWords = runs.findIndex(says)
  const quotes = runs.filter((run) => run.kind === 'quote' && !run.rest)
  const opening = quotes.length === 1 && runs.indexOf(quotes[0]!) < firstWords
  const folded = new Set<Run>()
  runs.forEach((run, index) => {
    if (run.kind === 'words') {
      // Blank lines go with what is folded before them.
      if (!says(run) && folded.has(runs[index - 1]!)) folded.add(run)
    } else if (run.kind === 'signature' || run.rest) folded.add(run)
    else if ((run.introduced || run.to - run.from > 1) && (index > lastWords || opening)) folded.add(run)
  })
  return folded
}
