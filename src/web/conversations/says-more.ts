/** A word or two torn off the end of a sentence say nothing by themselves (characters). */
const LEAST = 12

/**
 * What the last words of a conversation say beyond its subject, to stand below it: without a beginning that repeats the subject
 * (words without a subject of their own give theirs), and nothing where that is all.
 */
export function saysMore(subject: string, lastLine: string): string {
  const said = plain(subject).replace(/(…|\.\.\.)$/u, '')
  const words = plain(lastLine)
  if (said === '' || !words.toLowerCase().startsWith(said.toLowerCase())) return lastLine
  const rest = words.slice(said.length)
  // A subject that ended within a word was cut: the whole sentence is more than it.
  if (/^[\p{L}\p{N}]/u.test(rest)) return lastLine
  const more = rest.replace(/^[\s.,;:!?…–-]+/u, '')
  return more.length < LEAST ? '' : more
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
