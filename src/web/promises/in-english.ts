const THINGS = /^(?:the|an?|your|my|our|his|her|their|that|this|it|all|both|no|one|two)\b/
const IRREGULAR: Readonly<Record<string, string>> = { be: 'is', have: 'has', do: 'does', go: 'goes' }
/** Verbs that may follow "and" in a promise. */
const SECOND =
  /\band (call|ring|phone|write|send|tell|let|get|come|check|look|ask|bring|fetch|order|book|prepare|repair|fix|give|show|email|text|reply|answer|confirm|find|make|put|keep|explain|arrange|organise|organize)\b/g

/** The first name of somebody; the whole of what does not look like a person's name (an address). */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/)
  return name.includes('@') || name.includes('+') ? name : (words[0] ?? name)
}

/**
 * Says a thing to be done of who will do it: "call you" by Ana is "Ana calls you", "Luis to look at it" is "Luis looks at it".
 * What begins with a thing or a name stays as it is. English only, like the hearing of promises.
 */
export function saidOf(what: string, owner: string): string {
  const phrase = what.trim().replace(/^(?:I|we)(?:['’]ll| will) /i, '')
  const other = /^(\p{Lu}\S*) to ([a-z]+)\b(.*)$/u.exec(phrase)
  if (other) return `${other[1]} ${third(other[2] ?? '')}${seconds(other[3] ?? '')}`
  const verb = /^([a-z]+)\b(.*)$/s.exec(phrase)
  if (!verb || THINGS.test(phrase)) return capital(phrase)
  return `${owner} ${third(verb[1] ?? '')}${seconds(verb[2] ?? '')}`
}

function seconds(rest: string): string {
  return rest.replace(SECOND, (_, verb: string) => `and ${third(verb)}`)
}

function third(verb: string): string {
  const known = IRREGULAR[verb]
  if (known) return known
  if (/(?:s|x|z|ch|sh|o)$/.test(verb)) return `${verb}es`
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return `${verb}s`
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
