/** Prefixes that stand at the end of a German clause ("rufe … zurück"), longest first where one holds another. */
const prefixes =
  'zurück zurecht zusammen zu vorbei vor voran weiter wieder weg an auf aus ab bei bereit durch ein entgegen fertig fest frei gut heraus herunter herum her hin hinein hoch los mit nach nachher raus rein rüber rum runter statt um unter über bereit frei still teil dran dazu'
/** Verbs of doing something for somebody. */
const doing =
  'abwickeln haken backen kleben dämmen tapezieren lackieren polieren wuchten programmieren aktivieren aktualisieren ändern antworten anweisen arrangieren aushändigen austauschen bauen beantragen beantworten bearbeiten beauftragen befestigen begleichen beglaubigen beheben bemühen benachrichtigen benennen berechnen bereinigen berichten berichtigen beschaffen beschleunigen beseitigen besichtigen besorgen besprechen bestellen besuchen bezahlen bringen buchen bügeln checken checken deponieren drucken durchsprechen entfernen entscheiden entsorgen entsperren erfragen ergänzen erkundigen erklären erinnern erlassen erledigen ermitteln erneuern ersetzen erstatten erstellen fahren faxen fertigen festigen fliesen fragen funken geben gießen halten hinterlegen holen informieren installieren justieren kalkulieren kassieren klären klingeln kommen kontaktieren kontrollieren konfigurieren kopieren korrigieren kümmern kürzen laden lassen legen leisten leiten liefern lösen löschen machen mailen malen melden merken messen montieren nähen nehmen nennen notieren organisieren packen planen posten prüfen putzen räumen reden regeln reichen reinigen reklamieren reparieren reservieren richten rufen sagen säubern schaffen schalten schauen schenken schicken schleifen schließen schneiden schreiben schweißen sehen senden setzen simsen smsen sorgen sperren spielen sprechen starten stecken stellen stimmen stornieren streichen suchen tauschen teilen telefonieren terminieren texten tragen tun überarbeiten übergeben überlegen übermitteln übernehmen überprüfen übersenden übersetzen überweisen umbuchen unterrichten unterschreiben untersuchen unterzeichnen veranlassen verbinden vereinbaren vergüten verlegen verlängern verraten verschicken verschieben versenden versorgen verständigen vervollständigen vorbereiten wählen warnen waschen wechseln weisen wenden werfen wickeln wiederholen zahlen zeichnen zeigen ziehen zustellen zuschicken bereiten beginnen bieten binden bitten brennen füllen führen gehen graben hängen heben helfen impfen liefern löten öffnen ölen pflegen röntgen schärfen schreinern sichern spülen steuern stechen stehen stopfen treffen verputzen verschweißen verkabeln verbuchen verrechnen vermitteln verhandeln vermerken verfassen versichern verzinsen verhängen zurückrufen einstellen'
/** How a third person does it, where the vowel changes: "er gibt". */
const bent: Readonly<Record<string, string>> = {
  gibt: 'geben',
  bäckt: 'backen',
  backt: 'backen',
  hält: 'halten',
  lässt: 'lassen',
  nimmt: 'nehmen',
  übernimmt: 'übernehmen',
  spricht: 'sprechen',
  bespricht: 'besprechen',
  sieht: 'sehen',
  trägt: 'tragen',
  fährt: 'fahren',
  lädt: 'laden',
  wirft: 'werfen',
  wäscht: 'waschen',
  misst: 'messen',
  trifft: 'treffen',
  hilft: 'helfen',
  tut: 'tun',
  übergibt: 'übergeben',
  sticht: 'stechen',
  erlässt: 'erlassen',
  veranlasst: 'veranlassen',
}
/** Participles that do not follow the rule, of things done for somebody. */
const strongParticiples =
  'angerufen zurückgerufen gerufen geschrieben geschickt gesandt gesendet gegeben gebracht geholt geliehen genommen übernommen gesprochen besprochen gestrichen getan getragen getroffen gewaschen geworfen gezogen geschnitten geschlossen verschlossen verschoben behoben gehoben überwiesen übergeben übersandt erlassen verbunden gebunden entschieden unterschrieben gehängt gebacken gemessen gestochen gerieben bezogen erhoben gegossen geladen gelassen genäht gefahren vergeben verglichen beglichen'

/** Writes a word so that "rüberkommen" and "rueberkommen" are one. */
export function spelled(word: string): string {
  return word.replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter]!)
}

const written = new Map(doing.split(' ').map((verb) => [spelled(verb), verb]))
const list = (words: string) => [...new Set(words.split(' ').map(spelled))]
const prefixSet = new Set(list(prefixes))
const prefixesByLength = [...prefixSet].sort((a, b) => b.length - a.length)
const infinitives = new Set(list(doing))
const bentForms = new Map(Object.entries(bent).map(([form, verb]) => [spelled(form), spelled(verb)]))
const strong = new Set(list(strongParticiples))

const firsts = new Map<string, string>()
const thirds = new Map<string, string>(bentForms)
const bentVerbs = new Set(bentForms.values())
for (const verb of infinitives) {
  const short = /(?:el|er)n$/.test(verb)
  const stem = verb.replace(short ? /n$/ : /e?n$/, '')
  const soft = /(?:[dt]|[^lraeiouhn]n|ffn|[^lraeioumh]m)$/.test(stem) ? `${stem}e` : stem
  for (const form of [stem, `${stem}e`, ...(short ? [stem.replace(/e([lr])$/, '$1e')] : [])])
    if (!infinitives.has(form)) firsts.set(form, verb)
  if (!bentVerbs.has(verb)) thirds.set(`${soft}t`, verb)
}

/** The verb of doing that "I" form says ("rufe", "ruf"), or null. */
export function doneByMe(word: string): string | null {
  return firsts.get(word) ?? null
}

/** The verb of doing that an infinitive or "we" form says; prefixes are taken off ("zurückzurufen" is "rufen"). */
export function doneBySeveral(word: string): string | null {
  if (infinitives.has(word)) return word
  const plain = word.replace(/^([a-z]{2,7})zu([a-z]{4,})$/, '$1$2')
  for (const candidate of [word, plain]) {
    for (const prefix of prefixesByLength) {
      if (candidate.startsWith(prefix) && infinitives.has(candidate.slice(prefix.length)))
        return candidate.slice(prefix.length)
    }
  }
  return null
}

/** The verb of doing that a "he" or "she" form says ("ruft"), or null; in a clause with its verb last also "zurückruft". */
export function doneByThem(word: string): string | null {
  const own = thirds.get(word)
  if (own) return own
  const prefix = prefixesByLength.find((p) => word.startsWith(p) && thirds.has(word.slice(p.length)))
  return prefix ? thirds.get(word.slice(prefix.length))! : null
}

/** Tells whether a word may stand apart from its verb at the end ("an", "zurück", "bereit"). */
export function isPrefix(word: string): boolean {
  return prefixSet.has(word)
}

/** Tells whether a word is a participle: "gebügelt", "repariert", "zurückgeschickt", "überwiesen". */
export function isParticiple(word: string): boolean {
  if (strong.has(word)) return true
  if (
    /^(?:[a-z]{2,9})?ge[a-z]{2,}(?:t|en)$/.test(word) &&
    !/^(?:gern|genau|gelten|gehen|geben|gehoert|gegen|genuegen|gestern|gewesen|gebeten)/.test(word)
  )
    return (
      /t$/.test(word) ||
      /^(?:[a-z]{2,7})?ge[a-z]*(?:ieb|och|amm|omm|unk|unt|und|ung|ors|olf|oss|ogen|oben|oren|orf|ass|aff|ang|ess|eh|ess|ied|iss|itt|ruf|geb|lad|les|hol|tra|wasch|wor)[a-z]*en$/.test(
        word,
      )
    )
  return (
    /^[a-z]{2,}iert$/.test(word) ||
    /^(?:be|er|ver|ent|zer|ueber|unter|miss|wider|hinter)[a-z]{3,}t$/.test(word)
  )
}

/** Tells whether a participle says something was done for somebody (so it is promised even without a time). */
export function isDoneParticiple(word: string): boolean {
  if (strong.has(word)) return true
  const bare = word.replace(/^([a-z]{2,7})?ge(?=[a-z]{2,}t$)/, '')
  return thirds.has(bare) || (isParticiple(word) && doneByThem(word) !== null)
}

/** A verb as it is written, "klaeren" as "klären"; null where it is not known. */
export function asWritten(verb: string): string | null {
  return written.get(verb) ?? null
}
