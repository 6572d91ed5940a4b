/** Verbs of things one promises. Others may be no verbs at all ("somebody comes"), and are left alone. */
const VERBS =
  'add align answer apologise apologize approve arrange ask be begin bill book bring calculate call cancel change charge chase check clarify clean close collect come compare complete confirm connect consult contact cook copy cover credit deliver discuss do draft drive drop email estimate exchange explain extend fetch fill find finish fit fix follow forward get give go hand handle have help hold inform inspect install introduce investigate invite invoice issue join keep lend let listen look mail make measure meet mend message mount move note notify offer open order organise organize pack paint park pass pay phone pick plan post prepare print put quote reach read refund register release remind remove repair replace reply request research reserve reset resolve respond return review ring save scan schedule see send serve set share ship show sign solve sort speak start stop store support switch take talk tell test text tow transfer translate try unlock update upload visit wait waive walk wash watch welcome work write'
const IRREGULAR: Readonly<Record<string, string>> = { be: 'is', have: 'has', do: 'does', go: 'goes' }
const ADVERBS = '(?:(?:also|certainly|definitely|gladly|just|personally|quickly|surely|then) )*'
const THINGS = /^(?:the|an?|your|my|our|his|her|their|that|this|it|all|both|no|one|two)\b/
/** A thing and how it will be, without its verb: "your car ready". */
const READY =
  /^((?:the|an?|your|my|our|his|her|their|all) (?:(?!(?:is|are|be|was|were|will|gets?|has|have|had|been|being|made|not)\b)[\p{L}’'-]+ ){0,2}?(?!(?:is|are|be|was|were|will|gets?|has|have|had|been|being|made|not)\b)\p{L}+) ((?:ready|finished|repaired|fixed|done|here|back|ironed|cleaned|washed|painted|delivered|installed|replaced|mended|printed|signed|refunded|solved|sorted)(?: .*)?)$/isu
const ANY_VERB = VERBS.replaceAll(' ', '|')
const FIRST = new RegExp(`^(${ADVERBS})(${ANY_VERB})\\b(?!['’:])(.*)$`, 'is')
const OTHER = new RegExp(`^(\\p{Lu}\\S*) to (${ANY_VERB})\\b(.*)$`, 'su')
/** What follows "and" or a comma as a verb of its own; of those that are often no verb ("and order, and note") none. */
const SECOND =
  /(\band |, )(call|ring|phone|write|send|tell|let|get|come|check|look|ask|bring|fetch|book|prepare|repair|fix|give|show|email|text|reply|answer|confirm|find|make|put|keep|explain|arrange|organise|organize)\b/g
const DOES = new RegExp(`^${ADVERBS}(?:${VERBS.split(' ').map(third).join('|')})(?![\\p{L}\\p{N}'’:])`, 'u')

/**
 * Says a thing to be done of who will do it: "call you" by Ana is "Ana calls you", "Luis to look at it" is "Luis looks at it".
 * What begins with a thing or a name stays as it is; null where nothing in it is a verb that is known.
 */
export function saidInEnglish(phrase: string, owner: string): string | null {
  const [, other, otherVerb = '', otherRest = ''] = OTHER.exec(phrase) ?? []
  if (other) return `${other} ${third(otherVerb)}${seconds(otherRest)}`
  const [, adverbs = '', verb, rest = ''] = FIRST.exec(phrase) ?? []
  if (verb) return `${owner} ${adverbs.toLowerCase()}${third(verb.toLowerCase())}${seconds(rest)}`
  const [, thing, state] = READY.exec(phrase) ?? []
  if (thing) return `${thing} ${/[^su]s$/.test(thing) ? 'are' : 'is'} ${state}`
  return THINGS.test(phrase) || /^[^a-z]/.test(phrase) ? phrase : null
}

/** Tells whether words go on from somebody's name with what they do: "calls you", "personally checks it". */
export function doesInEnglish(words: string): boolean {
  return DOES.test(words)
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
