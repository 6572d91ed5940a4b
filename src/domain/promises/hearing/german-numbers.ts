// German is read folded (`foldedWords`): "fünf" is "funf"; "ue" for "ü" is allowed too.

/** The source of a pattern for an hour in words. */
export const hourWord = 'eins|zwei|zwo|drei|vier|fue?nf|sechs|sieben|acht|neun|zehn|elf|zwoe?lf'
const hours = 'eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf'.split(' ')
const numbers: Readonly<Record<string, number>> = {
  ...Object.fromEntries(hours.map((word, i) => [word, i + 1])),
  ...{
    zwo: 2,
    fuenf: 5,
    zwoelf: 12,
    vierzehn: 14,
    funfzehn: 15,
    fuenfzehn: 15,
    zwanzig: 20,
    einundzwanzig: 21,
  },
  ...{ vierundzwanzig: 24, dreisig: 30, dreissig: 30, vierzig: 40, funfundvierzig: 45, achtundvierzig: 48 },
  ...{ zweiundsiebzig: 72, anderthalb: 1.5, eineinhalb: 1.5, zweieinhalb: 2.5, dreieinhalb: 3.5 },
  ...{ ein: 1, eine: 1, einem: 1, einer: 1, eines: 1, einen: 1, ner: 1, nem: 1, "'ner": 1, "'nem": 1 },
  ...{
    'einer halben': 0.5,
    'ner halben': 0.5,
    "'ner halben": 0.5,
    'eine halbe': 0.5,
    'ne halbe': 0.5,
    halbe: 0.5,
  },
  ...{ halben: 0.5, der: 1, 'der nachsten': 1 },
}
const longestFirst = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
/** The source of a pattern for a count. */
export const amount = `\\d{1,3}(?:[.,]5)?|${longestFirst(Object.keys(numbers))}`
/** What follows a number that counts something: then it is no hour. */
export const counted =
  /^\s*(?:%|€|°|\d|(?:euro|eur|cent|prozent|stuck|mal|tage?n?|werktage?n?|arbeitstage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|min|std|personen|leute|kollegen|kilo|kg|km|meter|cm|mm|liter|seiten?|filialen?|stock|weitere[nr]?|oder mehr|bis (?:\d+|[a-z]+) (?:tage|werktage|wochen|stunden|minuten|arbeitstage))\b)/

/** The number that digits or words say. */
export function numberOf(words: string): number {
  return numbers[words] ?? Number(words.replace(',', '.'))
}
