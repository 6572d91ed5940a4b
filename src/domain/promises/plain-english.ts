/** Writes English as the rules read it, letter for letter: lower-case, plain apostrophes, blanks and dashes. */
export function plainEnglish(text: string): string {
  return text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[\u00a0\u202f\t\r\n]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
}
