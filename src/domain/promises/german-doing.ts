import { mainInGerman, readyInGerman } from './german-whole.ts'
import { doneBySeveral, doneByThem, spelled } from './hearing/german-verbs.ts'

/** Prefixes that go to the end ("ruft … zurück"), longest first. Those that often stay ("über", "wieder", "unter") are none. */
const APART =
  'zurück zurecht zusammen entgegen heraus herunter herum hinein vorbei voran weiter bereit fertig nachher rüber runter durch raus rein fest frei dran dazu her hin hoch vor weg aus auf bei ein mit los nach an ab um zu'
    .split(' ')
    .sort((a, b) => b.length - a.length)
/** How a third person does it, where the vowel changes or nothing follows a rule. */
const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  'sein:ist haben:hat geben:gibt halten:hält lassen:lässt nehmen:nimmt übernehmen:übernimmt sprechen:spricht besprechen:bespricht sehen:sieht tragen:trägt fahren:fährt laden:lädt werfen:wirft waschen:wäscht messen:misst treffen:trifft helfen:hilft tun:tut übergeben:übergibt stechen:sticht erlassen:erlässt backen:backt graben:gräbt lesen:liest laufen:läuft behalten:behält versprechen:verspricht'
    .split(' ')
    .map((pair) => pair.split(':')),
)
/** Verbs beside those of doing something for somebody. */
const OTHERS = new Set(
  'sein haben lesen laufen finden behalten bleiben arbeiten erreichen versuchen'.split(' '),
)
/** Says already who does it, or how it is. */
const FINITE =
  /^(?:ist|sind|hat|haben|wird|werden|kann|können|darf|soll|muss|bekommt|erhält|kriegt|weiß|findet|liest|geht|gehen|steht|liegt|bleibt|erfährt|folgt|klappt|läuft|verlässt|bin|habe)$/
/** Small words a phrase may begin with: capital only there. */
const SMALL =
  /^(?:D(?:er|ie|as|en|em|ir|ich)|Ein(?:e[nmrs]?)?|Mein(?:e[nmrs]?)?|Unser(?:e[nmrs]?)?|Dies(?:e[nmrs]?)?|Alle[ns]?|Beide[ns]?|Es|Sich|Euch|Noch|Auch|Nur|Kurz|Bald|Gern|Gerne|Da|Da\p{Ll}+|Dein(?:e[nmrs]?)?|Dort|Durch|Fertig|Hier|An|Am|Auf|Aus|Bei|Beim|Für|Im|In|Mit|Nach|Über|Um|Unter|Von|Vom|Vor|Wegen|Zu|Zum|Zur|Etwas|Genau|Gleich|Persönlich)$/u
/** Somebody gets or has something: that says who already. */
const THEY_GET =
  /^(?:Sie|Du|Ihr) (?:bekomm(?:en|st|t)|erh[aä]lt(?:en|st)?|haben|hast|habt|wissen|weißt|wisst|kriegen|kriegst|finden|erfahren|erfährst) ?/u
/** To give one's word of something: it is what is promised. */
const GIVES_WORD = /^(?:\S+ )?(?:versprechen|zusagen|zusichern|garantieren|versichern), dass (\p{L}.*)$/iu
const PRONOUN = /^(?:sich|Sie|Ihnen|dich|dir|euch|es)$/
/** What is theirs keeps its capital. */
const YOURS = /^Ihr(?:e[nmrs]?)?$/
const AT = /^(?:an|auf|aus|bei|für|gegen|hinter|in|mit|nach|neben|über|um|unter|von|vor|wegen|zu)$/i
/** May be a word about the next one ("Neue Reifen") or half a name ("Anne Huber"): nobody knows whether it stays big. */
const UNSURE = /^\p{Lu}\p{Ll}+e[nmrs]?$/u

/**
 * Says what a German infinitive promises of who will do it: "Sie zurückrufen" by Ana is "Ana ruft Sie zurück". What says
 * already who does it stays as it is; null where no verb is known, or where it is not sure how to say it.
 */
export function saidInGerman(phrase: string, owner: string): string | null {
  if (THEY_GET.test(phrase)) return phrase
  const given = GIVES_WORD.exec(phrase)?.[1]
  const whole = given ? mainInGerman(given, true) : (readyInGerman(phrase) ?? mainInGerman(phrase))
  if (whole) return whole
  const tries = /^Versuche (.+)$/u.exec(phrase)?.[1]
  if (tries) return `${owner} versucht ${tries}`
  const isDone = doneInGerman(phrase)
  if (isDone) return `${owner} ${isDone}`
  const [main = '', ...behind] = phrase.split(/(?=, (?:dass|ob|wann|wie|wer|was|wo|welche[nmrs]?)\b)/)
  const words = main.split(/\s+/)
  if (
    words.length < 40 &&
    words.some((word, i) => i > 0 && (saysWho(word) || (isSeveral(word) && i < words.length - 1)))
  )
    return /[äöüß]|\b(?:ist|hat|wird|kann|zu|der|die|das|bei|mit|sich)\b/i.test(main) || words.every(isPlain)
      ? phrase
      : null
  const parts: string[] = []
  let before = ''
  for (const part of main.split(/( und |, )/)) {
    before += part
    if (!verbOf(before.trim().split(/\s+/).at(-1) ?? '')) continue
    const said = bent(before.replace(/^(?: und |, )/, ''))
    if (said === null) return null
    parts.push(`${/^(?: und |, )/.exec(before)?.[0] ?? ''}${said}`)
    before = ''
  }
  return parts.length === 0 || before !== '' ? null : `${owner} ${parts.join('')}${behind.join('')}`
}

/** What stands at its end when it is done: "Die Fenster eingebaut haben" is "hat die Fenster eingebaut". */
function doneInGerman(phrase: string): string | null {
  const words = phrase.split(/\s+/)
  const verb = words.pop()
  const has = verb === 'haben' ? 'hat' : verb === 'sein' ? 'ist' : null
  const [first] = words
  if (!has || !first || words.some((word) => FINITE.test(word))) return null
  if (SMALL.test(first) || /(?:^[Gg]|\p{Ll}g)e\p{Ll}+(?:t|en)$/u.test(first)) words[0] = first.toLowerCase()
  else if (words.length > 1 && !PRONOUN.test(first) && !YOURS.test(first)) return null
  return [has, ...words].join(' ')
}

/** Tells whether words go on from somebody's name with what they do: "ruft Sie zurück". */
export function doesInGerman(words: string): boolean {
  const first = /^\p{Ll}+(?=[\s,.]|$)/u.exec(words)?.[0]
  return first !== undefined && saysWho(first) && !/en$/.test(first)
}

function saysWho(word: string): boolean {
  return /^\p{Ll}+$/u.test(word) && (FINITE.test(word) || doneByThem(spelled(word)) !== null)
}

// Several things do it; at the end the same word is what somebody is to do.
function isSeveral(word: string): boolean {
  return /^(?:liegen|stehen|kommen|folgen|laufen)$/.test(word)
}

function isPlain(word: string): boolean {
  return /^[\p{L}.’-]+$/u.test(word)
}

/** "Die Fotos Ihnen schicken": "schickt Ihnen die Fotos". */
function bent(phrase: string): string | null {
  const words = phrase.split(/\s+/)
  const verb = verbOf(words.pop() ?? '')
  if (!verb) return null
  const [first, second = ''] = words
  if (first && SMALL.test(first)) words[0] = first.toLowerCase()
  else if (
    first &&
    UNSURE.test(first) &&
    !YOURS.test(first) &&
    !PRONOUN.test(first) &&
    /^\p{Lu}/u.test(second) &&
    !PRONOUN.test(second)
  )
    return null
  // Another verb inside would need a sentence of its own; "beglaubigen lassen" is one.
  if (verb.stem !== 'lassen' && words.some((word) => /^\p{Ll}/u.test(word) && verbOf(word))) return null
  // "bei Ihnen" stays together; a pronoun by itself follows the verb.
  const isNear = (i: number) => PRONOUN.test(words[i]!) && !AT.test(words[i - 1] ?? '')
  const near = words.filter((_, i) => isNear(i))
  const far = words.filter((_, i) => !isNear(i))
  const object = near.sort((a, b) => Number(b === 'es') - Number(a === 'es'))
  return [thirdOf(verb.stem), ...object, ...far, ...(verb.prefix ? [verb.prefix] : [])].join(' ')
}

function verbOf(word: string): { prefix: string; stem: string } | null {
  const verb = word.toLowerCase()
  if (!/n$/.test(verb) || verb === 'wiederholen') return null
  const prefix = APART.find(
    (p) => verb.length > p.length && verb.startsWith(p) && isVerb(verb.slice(p.length)),
  )
  if (prefix) return { prefix, stem: verb.slice(prefix.length) }
  return isVerb(verb) ? { prefix: '', stem: verb } : null
}

function isVerb(word: string): boolean {
  return OTHERS.has(word) || doneBySeveral(spelled(word)) === spelled(word)
}

function thirdOf(verb: string): string {
  const known = IRREGULAR[verb]
  if (known) return known
  if (/(?:el|er)n$/.test(verb)) return `${verb.slice(0, -1)}t`
  const stem = verb.replace(/e?n$/, '')
  const soft = /(?:[dt]|[^lrhmnaeiouäöü][nm]|chn)$/.test(stem)
  return `${stem}${soft ? 'e' : ''}t`
}
