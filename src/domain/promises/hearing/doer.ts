const OURSELVES = /(?<!\p{L})(?:I|we|ich|wir)(?!\p{L})/iu

/**
 * Whose promise the words of one are, where they name a colleague who does it: "Luis sends the photos", "bis Montag schickt Luis die
 * Fotos". The first one named; null where whoever speaks does it ("I tell Luis"), or nobody is named.
 */
export function doerIn<Id>(
  words: string,
  colleagues: readonly { readonly id: Id; readonly name: string }[],
): Id | null {
  if (OURSELVES.test(words)) return null
  const said = words.split(/[^\p{L}]+/u)
  const named = colleagues.filter(({ name }) => said.includes(name))
  named.sort((a, b) => said.indexOf(a.name) - said.indexOf(b.name))
  return named[0]?.id ?? null
}
