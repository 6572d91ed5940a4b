import { plainWords } from './plain-words.ts'

/** A sentence of a text: where it stands, its words, and the same as the rules read them (same length). */
export type Sentence = {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly plain: string
}

/** Lines from which on nothing is ours any more: a signature, or somebody else's mail below. */
const foreign =
  /^(?:-- ?|_{5,}|-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht) ?-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|on .{5,200} wrote:|am .{5,200} schrieb.{0,120}:|(?:from|von): .+)$/
const bullet = /^\s*(?:[-*•–]|\d{1,2}[.)])\s/
const title =
  /\b(?:mr|mrs|ms|dr|prof|st|e\.g|i\.e|approx|vs|tel|hr|hrn|fr|frl|ca|bzw|z\. ?b|d\. ?h|u\. ?a|ggf|evtl|inkl|zzgl|str|ing|mag|dipl|vorm|nachm|lt|mind|max|bes|sog)\.$/
/** These may end a sentence; then a capital follows. */
const abbreviation = /\b(?:no|etc|a\.m|p\.m|nr|inc|ltd|co|usw|mo|di|mi|do|sa|so|std|min)\.$/
/** "bis zum 31. schließe ich", "am 17. März": a number of a day, not the end. */
const dayNumber = /(?:^|[^\d.:])\d{1,2}\.(?:\d{1,2}\.)?$/
const dayBefore = /\b(?:am|zum|den|dem|der|vom|ab|bis)\s+\d{1,2}\.(?:\d{1,2}\.)?$/
const month = /^\s+(?:jan|feb|mär|mae?r|apr|mai|jun|jul|aug|sep|okt|nov|dez)/

/**
 * Cuts our own words of a text into sentences. Quoted lines, what stands in quotation marks, signatures and mails below are
 * left out; a line that goes on in the next is one sentence with it.
 */
export function sentencesOf(text: string): Sentence[] {
  const plain = blankQuotes(plainWords(text))
  const sentences: Sentence[] = []
  for (const [start, end] of paragraphs(text, plain)) {
    let from = start
    for (const stop of plain.slice(start, end).matchAll(/[.!?…]+(?=["')\]]*\s)/g)) {
      const at = start + stop.index + stop[0].length
      const before = plain.slice(Math.max(from, at - 14), at)
      if (stop[0] === '.' && goesOn(before, text.slice(at, at + 9), plain.slice(at, at + 9))) continue
      push(from, at)
      from = at
    }
    push(from, end)
  }
  return sentences

  function push(from: number, to: number): void {
    const words = plain.slice(from, to)
    if (words.trim() === '') return
    const start = from + words.length - words.trimStart().length
    const end = from + words.trimEnd().length
    sentences.push({ start, end, text: text.slice(start, end), plain: words.trim() })
  }
}

function goesOn(before: string, after: string, plainAfter: string): boolean {
  if (title.test(before) || (abbreviation.test(before) && !/^\s+\p{Lu}/u.test(after))) return true
  if (/\b[a-z]\.$/.test(before) && /^\s?[a-z]\./.test(plainAfter)) return true
  return (
    dayNumber.test(before) &&
    (/^\s+[\p{Ll}\d]/u.test(after) || month.test(plainAfter) || dayBefore.test(before))
  )
}

/** Stretches of our own lines; a blank line, a bullet and a quoted line end one. */
function paragraphs(text: string, plain: string): [number, number][] {
  const found: [number, number][] = []
  let from = -1
  let index = 0
  for (const line of text.split('\n')) {
    const own = plain.slice(index, index + line.length).trim()
    if (foreign.test(own)) break
    if (own === '' || own.startsWith('>')) close(index)
    else if (bullet.test(line) || endsShort(text, from, index)) {
      close(index)
      from = index
    } else if (from < 0) from = index
    index += line.length + 1
  }
  close(Math.min(index, text.length))
  return found

  function close(end: number): void {
    if (from >= 0) found.push([from, end])
    from = -1
  }
}

/** A greeting line ("Hi Marta,") does not go on in the next. */
function endsShort(text: string, from: number, end: number): boolean {
  if (from < 0) return false
  const line = text.slice(from, end).trimEnd()
  return !line.includes('\n') && line.length < 40 && /[,:]$/.test(line)
}

function blankQuotes(plain: string): string {
  return plain.replace(
    /"[^"\n]{1,400}"|“[^”\n]{1,400}”|„[^“”"\n]{1,400}[“”"]|«[^»\n]{1,400}»|»[^«\n]{1,400}«/g,
    (quoted) => ' '.repeat(quoted.length),
  )
}
