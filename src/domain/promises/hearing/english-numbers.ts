/** The source of a pattern for an hour in words. */
export const hourWord = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const numbers: Readonly<Record<string, number>> = {
  ...Object.fromEntries(hourWord.split('|').map((word, i) => [word, i + 1])),
  ...{
    fifteen: 15,
    twenty: 20,
    'twenty-four': 24,
    thirty: 30,
    forty: 40,
    'forty-five': 45,
    'forty-eight': 48,
  },
  ...{ sixty: 60, 'one and a half': 1.5, 'two and a half': 2.5, 'half an': 0.5, 'a quarter of an': 0.25 },
  ...{ a: 1, an: 1, the: 1, 'the next': 1, couple: 2, 'a couple': 2, 'a couple of': 2 },
}
const alternatives = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
/** The source of a pattern for a count. */
export const amount = `\\d{1,3}(?:[.,]5)?|${alternatives(Object.keys(numbers))}`
/** What may follow an hour or a day of the month that stands alone: nothing, or a word that cannot be counted. */
export const stands =
  /^(?:\s*$|\s*[.,;:!?()–—-]|\s+(?:th[ei]s|tomorrow|today|tonight|on|in the|at the|at|and|or|to|so|with|latest|sharp|your|my|our|local|if|when|about|for|then|because|once|as|regarding|but|from|without|which|what|whether|who|whose|where|why|how|o|mon|tue|wed|thu|fri|sat|sun)(?:\b|day|s|nes|rs|ur))/

/** The number that digits or words say. */
export function numberOf(words: string): number {
  return numbers[words] ?? Number(words.replace(',', '.'))
}
