/** Words of a text as they are compared: without case, accents and marks. */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** What a person can be found by, as prefixes of keys: words of names, whole addresses, digits of telephones, plates, VINs. */
export function searchKeys(of: {
  readonly names: readonly string[]
  readonly emails: readonly string[]
  readonly telephones: readonly string[]
  readonly marks: readonly string[]
}): string[] {
  const numbers = of.telephones.flatMap((t) => {
    const digits = t.replace(/;.*/, '').replace(/\D/g, '')
    // Found with and without the country's and the trunk's digits, and by the end people remember.
    return [digits, digits.slice(2), digits.slice(-4)]
      .map((d) => d.replace(/^0+/, ''))
      .filter((d) => d.length >= 3)
  })
  const addresses = of.emails.flatMap((e) => [e.toLowerCase(), ...searchWords(e)])
  const marks = of.marks.map((m) => m.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  return [...new Set([...of.names.flatMap(searchWords), ...addresses, ...numbers, ...marks])].map((k) =>
    k.slice(0, 100),
  )
}

/** The keys a question asks for, every one of which a person must have as a prefix; empty for no question. */
export function askedKeys(question: string): string[] {
  const text = question.trim()
  if (text.includes('@')) return [text.toLowerCase()]
  const digits = text.replace(/[\s()/.+-]/g, '')
  if (/^\d{3,}$/.test(digits)) return [digits.replace(/^0+/, '')]
  const joined = searchWords(text).join('')
  // A plate or VIN is one key however it is written.
  if (/\d/.test(joined) && /[a-z]/.test(joined)) return [joined]
  return searchWords(text)
}
