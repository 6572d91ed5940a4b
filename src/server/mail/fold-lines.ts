import {
  ATTRIBUTION,
  ATTRIBUTION_CJK,
  ATTRIBUTION_START,
  DATED,
  FORWARD_LINE,
  HEADER_LABELS,
  ORIGINAL_LINE,
} from './fold-words.ts'

/** Where a quoted message is introduced: lines `from` up to (not including) `to`. */
export type Introduction = {
  readonly kind: 'attribution' | 'header' | 'forward'
  readonly from: number
  readonly to: number
  /** Said so clearly that what follows is the quoted message even without a `>` before each line. */
  readonly strong: boolean
}

/** Tells whether a line is quoted with `>`; `>From` is mbox escaping and no quote. */
export function isQuoted(line: string): boolean {
  return /^[ \t]?>(?!From )/.test(line)
}

/** Tells whether a line is blank. */
export function isBlank(line: string): boolean {
  return line.trim() === ''
}

/** The first line at or after `at` that is not blank, or the number of lines. */
export function skipBlanks(lines: readonly string[], at: number): number {
  let next = at
  while (next < lines.length && isBlank(lines[next]!)) next += 1
  return next
}

/** Reads an introduction of a quoted message that begins exactly at line `at`, or null. */
export function introductionAt(lines: readonly string[], at: number): Introduction | null {
  const line = bounded(lines[at]!)
  if (line.trim() === '' || isQuoted(line)) return null
  if (FORWARD_LINE.test(line)) return { kind: 'forward', from: at, to: at + 1, strong: true }
  if (ORIGINAL_LINE.test(line)) {
    const block = headerBlockEnd(lines, skipBlanks(lines, at + 1))
    return { kind: 'header', from: at, to: block ?? at + 1, strong: true }
  }
  if (/^\s*[_-]{10,}\s*$/.test(line)) {
    const block = headerBlockEnd(lines, skipBlanks(lines, at + 1))
    return block === null ? null : { kind: 'header', from: at, to: block, strong: true }
  }
  const block = headerBlockEnd(lines, at)
  if (block !== null) return { kind: 'header', from: at, to: block, strong: true }
  return attributionAt(lines, at)
}

/** The end of a quoted header block that begins at `at`: From, a date, and To or Subject within a few lines. */
function headerBlockEnd(lines: readonly string[], at: number): number | null {
  if (at >= lines.length || !HEADER_LABELS.from.test(bounded(lines[at]!))) return null
  const seen = new Set<string>(['from'])
  let end = at + 1
  for (let next = at + 1; next < Math.min(lines.length, at + 14); next += 1) {
    const line = bounded(lines[next]!)
    if (isBlank(line)) {
      if (seen.size >= 3) break
      continue
    }
    const kind = (['date', 'to', 'subject'] as const).find((name) => HEADER_LABELS[name].test(line))
    if (kind) seen.add(kind)
    if (kind || /^\s*\**[\p{L}-]{1,20}\**\s*[:：]/u.test(line) || seen.has('to')) end = next + 1
    else if (seen.size < 2) return null
    if (kind === 'subject') break
  }
  return seen.has('date') && seen.size >= 3 ? end : null
}

function attributionAt(lines: readonly string[], at: number): Introduction | null {
  let joined = ''
  for (let end = at; end < Math.min(lines.length, at + 4); end += 1) {
    const line = bounded(lines[end]!)
    if (end > at && (isBlank(line) || isQuoted(line))) return null
    joined = `${joined} ${line.trim()}`.trim()
    if (joined.length > 500) return null
    const verb = ATTRIBUTION.test(joined) || ATTRIBUTION_CJK.test(joined)
    const isEnd = /[:：]\s*$/.test(joined)
    const quoteFollows = isQuoted(lines[skipBlanks(lines, end + 1)] ?? '')
    if (isEnd && ((verb && (quoteFollows || DATED.test(joined))) || (quoteFollows && DATED.test(joined)))) {
      const strong = verb && DATED.test(joined) && /@|\d{1,2}[:.h]\d{2}/.test(joined)
      return { kind: 'attribution', from: at, to: end + 1, strong }
    }
    // A program breaks the line within the address or after the date, never after a sentence.
    if (isEnd || /[.!?。！？]\s*$/.test(line)) return null
    if (!ATTRIBUTION_START.test(joined) && !DATED.test(joined) && !joined.endsWith('<')) return null
  }
  return null
}

function bounded(line: string): string {
  return line.slice(0, 400)
}
