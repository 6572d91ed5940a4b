import { firstName } from '../shared/first-name.ts'

/** After these somebody does something themselves: "when you arrive" cannot be said of another without bending its verb. */
const CLAUSE =
  /\b(?:when|if|before|after|until|once|that|what|where|how|as|while|wenn|sobald|falls|bevor|dass|damit|ob|wie|was|wo|bis|nachdem) (?:you|Sie|du)\b/i
const BEGINS: Readonly<Record<string, string>> = {
  ...{ 'you hear': 'hears', 'you get': 'gets', 'you have': 'has', 'you receive': 'receives' },
  ...{ 'you will': 'will', 'you’ll': 'will', "you'll": 'will', 'you can': 'can' },
  ...{ 'sie hören': 'hört', 'sie bekommen': 'bekommt', 'sie erhalten': 'erhält', 'sie haben': 'hat' },
  ...{ 'sie können': 'kann', 'sie werden': 'wird' },
}
const BEGINNING = new RegExp(`^(?:${Object.keys(BEGINS).join('|')})(?!\\p{L})`, 'iu')
const ENGLISH = /(?<!\p{L})(?:you|your)(?!\p{L})/giu
const GERMAN = /(?<!\p{L})(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?|dich|dir|dein(?:e[nmrs]?)?)(?!\p{L})/gu

/**
 * A promise's words as those who serve say them of whom it was made to: "You hear from Ana" is "Marta hears from Ana", "Ana calls
 * you about your car" is "Ana calls Marta about their car". Words that cannot be bent safely stay as they were said. `to`: the whole name.
 */
export function amongUs(words: string, to: string): string {
  const name = firstName(to)
  if (name === '' || /[@\d]/.test(name) || CLAUSE.test(words)) return words
  const begins = BEGINNING.exec(words)?.[0]
  const said = begins ? `${name} ${BEGINS[begins.toLowerCase()]}${words.slice(begins.length)}` : words
  // Some other deed of theirs, whose verb we do not know how to bend.
  if (/^(?:you|sie|du)(?!\p{L})/iu.test(said)) return words
  const isEnglish = /(?<!\p{L})(?:you|your)(?!\p{L})/iu.test(words)
  return isEnglish ? inEnglish(said, name, begins !== undefined) : inGerman(said, name)
}

function inEnglish(words: string, name: string, named: boolean): string {
  let known = named
  return words.replace(ENGLISH, (word) => {
    const owns = word.toLowerCase() === 'your'
    const said = known ? (owns ? 'their' : 'them') : owns ? `${name}’s` : name
    known = true
    return said
  })
}

function inGerman(words: string, name: string): string {
  const owned = /[sßxz]$/i.test(name) ? `${name}’` : `${name}s`
  return words.replace(GERMAN, (word, at: number) => {
    if (/^(?:Sie|Ihnen|dich|dir)$/.test(word)) return at === 0 ? word : name
    return owned
  })
}
