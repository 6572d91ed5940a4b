const THINGS = /^(?:the|an?|your|my|our|his|her|their|that|this|it|all|both|no|one|two)\b/
const IRREGULAR: Readonly<Record<string, string>> = { be: 'is', have: 'has', do: 'does', go: 'goes' }
/** Verbs of things one promises. Others may be no verbs at all ("somebody comes"), and are left alone. */
const VERBS =
  'add|align|answer|apologi[sz]e|approve|arrange|ask|be|begin|bill|book|bring|calculate|call|cancel|change|charge|chase|check|clarify|clean|close|collect|come|compare|complete|confirm|connect|consult|contact|cook|copy|cover|credit|deliver|discuss|do|draft|drive|drop|email|estimate|exchange|explain|extend|fetch|fill|find|finish|fit|fix|follow|forward|get|give|go|hand|handle|have|help|hold|inform|inspect|install|introduce|investigate|invite|invoice|issue|join|keep|lend|let|listen|look|mail|make|measure|meet|mend|message|mount|move|note|notify|offer|open|order|organi[sz]e|pack|paint|park|pass|pay|phone|pick|plan|post|prepare|print|put|quote|reach|read|refund|register|release|remind|remove|repair|replace|reply|request|research|reserve|reset|resolve|respond|return|review|ring|save|scan|schedule|see|send|serve|set|share|ship|show|sign|solve|sort|speak|start|stop|store|support|switch|take|talk|tell|test|text|tow|transfer|translate|try|unlock|update|upload|visit|wait|waive|walk|wash|watch|welcome|work|write'
const ADVERBS = 'also|certainly|definitely|gladly|just|personally|quickly|surely|then'
const FIRST = new RegExp(`^((?:(?:${ADVERBS}) )*)(${VERBS})\\b(.*)$`, 'is')
const OTHER = new RegExp(`^(\\p{Lu}\\S*) to (${VERBS})\\b(.*)$`, 'su')
/** What follows "and" or a comma as a verb of its own; of those that are often no verb ("and order, and note") none. */
const SECOND =
  /(\band |, )(call|ring|phone|write|send|tell|let|get|come|check|look|ask|bring|fetch|book|prepare|repair|fix|give|show|email|text|reply|answer|confirm|find|make|put|keep|explain|arrange|organise|organize)\b/g

/** The first name of somebody; the whole of what does not look like a person's name (an address). */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/)
  return name.includes('@') || name.includes('+') ? name : (words[0] ?? name)
}

/**
 * Says a thing to be done of who will do it: "call you" by Ana is "Ana calls you", "Luis to look at it" is "Luis looks at it".
 * What begins with a thing or a name stays as it is; of what is no known verb the words are kept: "Ana promised: somebody
 * comes". English only: what is heard in German is said as it was heard.
 */
export function saidOf(what: string, owner: string): string {
  const phrase = what.trim().replace(/^(?:I|we)(?:['’]ll| will| shall|['’]m going to| am going to) /i, '')
  if (phrase === '') return ''
  const other = OTHER.exec(phrase)
  if (other) return `${other[1]} ${third(other[2] ?? '')}${seconds(other[3] ?? '')}`
  const [, adverbs = '', verb, rest = ''] = FIRST.exec(phrase) ?? []
  if (verb && !/^['’:]/.test(rest))
    return `${owner} ${adverbs.toLowerCase()}${third(verb.toLowerCase())}${seconds(rest)}`
  return THINGS.test(phrase) || /^[^a-z]/.test(phrase) ? capital(phrase) : `${owner} promised: ${phrase}`
}

function seconds(rest: string): string {
  return rest.replace(SECOND, (_, before: string, verb: string) => `${before}${third(verb)}`)
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
