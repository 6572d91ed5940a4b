/** The one or two letters that stand for a name: "Marta Okafor" → MO, "Ana" → AN, nobody → "?". Words in brackets do not count. */
export function initials(name: string | null | undefined): string {
  const words = (name ?? '')
    .replace(/\(.*?\)/g, '')
    .split(/[\s\-·,]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = [...(words[0] ?? '')]
  if (first.length === 0) return '?'
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : []
  return `${first[0]}${last[0] ?? first[1] ?? ''}`.toLocaleUpperCase()
}
