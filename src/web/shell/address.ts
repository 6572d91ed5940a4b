/**
 * Reads what stands behind the `?` of an address, each part as the words that stand there: “5551” looked for is no number, “true” no
 * yes. Of what stands there twice the last counts.
 */
export function readAddress(behind: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(behind))
}

/** Writes words behind the `?` of an address, so that `readAddress` gives them back; what is undefined is left out. */
export function writeAddress(words: Record<string, unknown>): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(words)) if (value !== undefined) said.set(name, String(value))
  const behind = said.toString()
  return behind && `?${behind}`
}
