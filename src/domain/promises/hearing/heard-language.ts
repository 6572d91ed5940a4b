/** Languages in which promises are heard. */
export type Language = 'en' | 'de'

const german =
  /(?<![a-zäöüß])(?:ich|wir|sie|ihnen|ihr|ihre[mnrs]?|du|dir|dich|dein(?:e[mnrs]?)?|euch|er|es|uns|mich|mir|der|die|das|den|dem|des|ein(?:e[mnrs]?)?|und|oder|nicht|kein(?:e[mnrs]?)?|ist|sind|wird|werden?|hat|habe[n]?|kann|können|bis|um|für|mit|von|vom|zum|zur|bei|beim|nach|vor|im|auf|aus|noch|schon|auch|dann|wenn|dass|ob|sobald|falls|heute|morgen|übermorgen|gestern|uhr|woche|tage[n]?|stunden?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|bitte|danke|gerne?|bescheid|rückruf|anruf|zugesagt|versprochen|unser(?:e[mnrs]?)?|herrn?|frau|spätestens|fertig|melde[n]?|rufe?|wie|wann|zu|nächste[nr]?)(?![a-zäöüß])|[äöüß]/g
const english =
  /(?<![a-zäöüß'])(?:i|we|you|your|it|its|he|she|they|them|us|my|our|the|a|and|or|not|no|is|are|be|will|would|shall|has|have|had|can|could|by|at|on|for|with|from|of|to|until|till|before|after|this|that|these|when|if|as|today|tomorrow|tonight|yesterday|week|days?|hours?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|please|thanks?|call|back|next|noon|ready|promised|told|let|how|what)(?![a-zäöüß])|\w'(?:ll|re|ve|d|m|s|t)\b/g

/**
 * Which language each sentence of a text is in, by its small words; where it does not show, that of the whole text, then the
 * first of `hints` (language tags) that is heard here, then English. All in lower-case.
 */
export function languagesOf(text: string, hints: readonly string[] = []): (sentence: string) => Language {
  const hint = hints.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'de' || tag === 'en')
  // Read once: a text of a thousand short sentences is not read a thousand times.
  let whole: Language | undefined
  return (sentence) => {
    const own = leaning(sentence)
    if (own) return own
    whole ??= leaning(text) ?? (hint as Language | undefined) ?? 'en'
    return whole
  }
}

/** The same for one sentence. */
export function languageOf(sentence: string, text: string, hints: readonly string[] = []): Language {
  return languagesOf(text, hints)(sentence)
}

function leaning(words: string): Language | null {
  const more = (words.match(german)?.length ?? 0) - (words.match(english)?.length ?? 0)
  return more > 0 ? 'de' : more < 0 ? 'en' : null
}
