/** The beginning of a text, no longer than so many UTF-16 units, and never half a sign (of a smile, the database keeps no half). */
export function cutAt(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
