/** Writes a text as the rules read it, letter for letter: lower-case, plain apostrophes, blanks and dashes. */
export function plainWords(text: string): string {
  return text
    .replace(/[A-ZÄÖÜ]/g, (letter) => letter.toLowerCase())
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[\u00a0\u202f\t\r\n]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
}

const folded: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u', ß: 's' }

/** The same without umlauts, still letter for letter, so that `\b` knows German words: "zurück" is "zuruck". */
export function foldedWords(plain: string): string {
  return plain.replace(/[äöüß]/g, (letter) => folded[letter]!)
}
