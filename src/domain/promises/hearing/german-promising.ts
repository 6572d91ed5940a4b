import { spelled } from './german-verbs.ts'

const set = (words: string) => new Set(words.trim().split(/\s+/).map(spelled))

/** Words that make a clause no promise: it is denied, doubted, usual, wished or over. */
export const denied = set(
  'nicht nichts kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem kaum weder unmöglich knapp schwierig ausgeschlossen verspätet',
)
export const doubted = set(
  'vielleicht eventuell evtl möglicherweise womöglich hoffentlich vermutlich voraussichtlich wahrscheinlich ggf gegebenenfalls theoretisch notfalls angeblich allenfalls wohl versuche versuchen versuchst versucht probiere probieren hoffe hoffen bemühe bemühen',
)
export const usual = set(
  'normalerweise üblicherweise gewöhnlich grundsätzlich generell immer meist meistens prinzipiell jede jeder jedes jeden jedem stets täglich wöchentlich monatlich jährlich montags dienstags mittwochs donnerstags freitags samstags sonntags werktags wochentags jederzeit erfahrungsgemäß sämtliche durchschnittlich standardmäßig anbei hiermit anhang beiliegend beigefügt damals neulich gestern vorgestern vorhin übrigens',
)
export const modal = set(
  'kann kannst können könnt könnte könnten konnte konnten will wollen wollt wollte wollten möchte möchten mag würde würden würdest soll sollen sollte sollten muss müssen müsste müssten musste mussten darf dürfen dürfte dürften durfte hatte hatten hätte hätten war waren rief riefen kam kamen gab gaben brachte brachten sandte sandten schrieb schrieben sprach sprachen ging gingen fuhr fuhren nahm nahmen ließ ließen fand fanden bekam bekamen trug trugen hielt hielten wusste wussten sah sahen wäre wären wurde wurden sei seien',
)
/** Verbs of how we are, what we wait for, or what is only said; no promise even beside a date. */
export const being = set(
  `sein freuen hoffen denken glauben meinen wünschen danken bedanken warten erwarten brauchen benötigen bedauern entschuldigen
  verstehen wissen kennen arbeiten bleiben gehen liegen wohnen heißen gehören lieben sitzen stehen empfehlen raten gratulieren grüßen
  verbleiben feiern hören essen schlafen reisen fliegen beraten garantieren rechnen zählen bekommen erhalten kriegen vermissen
  vermuten schätzen annehmen befürchten fürchten finden bitten ersuchen suchen verkaufen verreisen begrüßen willkommen haben
  befinden gelten lernen spüren fühlen ahnen merken halten beten streiken tagen schließen öffnen ruhen pausieren genießen leben
  sehen treffen tun verlassen vertrauen bieten verlosen präsentieren eröffnen schenken gewähren reduzieren schlagen spenden gönnen`,
)
/** Openings that report what somebody else says. */
export const reported =
  /(?<![a-zäöüß])(?:laut|angeblich|heißt es|zufolge|hieß es|(?:sagt|sagte|sagten|meint|meinte|schreibt|schrieb|behauptet|verspricht|versprach|versicherte|wollte|wollten)(?=,|:| (?:mir|uns|er|sie|,)))(?![a-zäöüß])/
/** Said of our own thinking: what follows is a guess. */
export const guessed =
  /(?<![a-zäöüß])(?:ich|wir) (?:hoffe|glaube|denke|vermute|fürchte|schätze|befürchte|meine|nehme an|gehe davon aus|rechne)n?(?![a-zäöüß])|(?<![a-zäöüß])(?:hoffe|glaube|denke|vermute|fürchte|schätze|befürchte|gehe|rechne)n? (?:ich|wir)(?![a-zäöüß])|mal (?:sehen|schauen)|warten wir|schauen wir mal|sehen wir mal/
/** What is told to all: nothing is promised to somebody. */
export const advertising =
  /%|(?<![a-zäöüß])(?:prozent|rabatte?|aktionspreis|sonderpreis|sonderangebote?|schnäppchen|gewinnspiel|sparen sie|sichern sie sich|nur (?:heute|bis|noch|diese)|zum (?:halben )?preis von|zum halben preis|solange der vorrat)(?![a-zäöüß])/
/** Who is not of our house: what they will do is their promise. */
export const outside =
  /versicher(?:er|ung)|kurier|spedit|hersteller|lieferant|fabrik|(?:^| )werk(?: |$)|(?:^| )bank(?: |$)|sparkasse|(?:^| )amt(?: |$)|[a-z](?<!bei)amt(?: |$)|behoerde|gericht|polizei|finanzamt|rathaus|gemeinde|magistrat|dhl|dpd|ups|gls|hermes|fedex|(?:^| )post(?: |$)|paketdienst|zulieferer|grosshaendler|krankenkasse|kasse(?: |$)|gutachter|notar|vermieter|hausverwaltung|netzbetreiber|stadtwerk|ministerium|kommission|airline|fluglinie|(?:^| )(?:zug|bus|flug|flieger|bahn|s-bahn)(?: |$)|telekom|provider|kunden?(?: |$)|kundin|patient|mieter|gast|gaeste|mandant|klient|anrufer|angehoerige|bauherr|interessent|bewerber|kaeufer|besitzer|eigentuemer|auftraggeber|sachverstaendig|lotse|botschaft|konsulat|schule|universitaet|zoll|(?:ihr|dein|mein|sein)e? (?:mann|frau|tochter|sohn|mutter|vater|schwester|bruder|anwalt|arzt|steuerberater|chef|nachbar|freund|freundin|kollege|kollegin|bekannte[rn]?|assistent|sekretaerin|vermieter|makler|eltern|kinder)(?: |$)|^(?:er|sie|ihr|man|wer|was|patientin)$|wetter|dritt(?:e|firma)|(?:^| )firma /
/** Of what things is told how they are, not what is promised. */
export const statements =
  /termin|oeffnungszeit|sprechstunde|sprechzeit|schalter|geoeffnet|(?:^| )geschlossen|gesperrt|angebot gilt|aktion|rabatt|gutschein|urlaub|feiertag|kurs|unterricht|veranstaltung|gueltig|frist|besuch(?: |$)|vertrag endet|offen(?: |$)/

/** An offer: it is theirs to take. */
export const offered =
  /auf (?:wunsch|anfrage)|bei (?:bedarf|interesse)|im bedarfsfall|gegen aufpreis|in der regel|^bei (?:bestellung|zahlung|eingang|abholung|anmeldung)|nach (?:zahlungs|bestell|auftrags)?eingang|am (?:selben|gleichen) tag|(?<![a-zäöüß])alle (?:anfragen|bestellungen|mails|e-mails|aufträge|rechnungen|anträge)|erst wieder/
/** Done to those we write to. */
export const toYou = /^(?:ihnen|dir|dich|euch)$/
/** Words from us they wait for: promised even without a time. */
export const answers =
  /^(?:antwort|rueckantwort|bescheid|rueckmeldung|nachricht|anruf|rueckruf|neuigkeiten|update|gutschrift|ersatz|geld|erstattung|einladung|bestaetigung)$/
/** What we do for somebody: a promise even where no time is given. */
export const openAnyway =
  /^(?:melden|haken|rufen|klaeren|pruefen|ueberpruefen|kuemmern|informieren|benachrichtigen|antworten|erkundigen|fragen|kontaktieren|erledigen|veranlassen|sorgen|mailen|telefonieren|senden|schicken|weiterleiten|leiten|uebernehmen|ueberweisen|erstatten|erlassen|regeln|besorgen|beheben|beseitigen|untersuchen|kontrollieren|checken|nachfragen|unterrichten|verstaendigen|zusenden|uebersenden|zukommen)$/
/** The same with its other half: "gebe … Bescheid". */
export const openWith: Readonly<Record<string, RegExp>> = {
  geben:
    /^(?:bescheid|rueckmeldung|nachricht|auskunft|info|weiter|zurueck|rueckruf|antwort|durch|auftrag|mit)$/,
  sagen: /^(?:bescheid|zu|ab|soll|sollen|weiter)$/,
  kommen: /^(?:vorbei|zurueck|zu)$/,
  machen: /^(?:fertig|termin|angebot|ausfindig|gleich|fuer|rueckgaengig)$/,
  nehmen: /^(?:kontakt|verbindung|hand)$/,
  setzen: /^(?:verbindung|liste|um|zurueck|instand)$/,
  stellen: /^(?:bereit|fertig|aus|zu|sicher|um)$/,
  halten: /^(?:laufenden|frei|bereit)$/,
  schauen: /^(?:nach|an|hinein|rein|vorbei|mal|es)$/,
  sehen: /^(?:nach|an|durch)$/,
  finden: /^(?:heraus|raus|loesung)$/,
  suchen: /^(?:heraus|raus|aus)$/,
  lassen: /./,
  kriegen: /^(?:hin|fertig|geregelt)$/,
  bekommen: /^(?:hin|fertig|geregelt)$/,
  bleiben: /^dran$/,
  bringen: /^(?:vorbei|ordnung|zurueck|mit)$/,
  gehen: /^nach$/,
  schreiben: /^(?:gut|zurueck|auf|sobald)$/,
}
/** What makes "we do it" say more than what we do in general: a word that points at their matter. */
export const definite =
  /^(?:den|die|das|dem|diese[nrms]?|ihr|ihre[nrms]?|dein|deine[nrms]?|es|ihn|sie|dir|ihnen|dich|euch|alles|beides)$/
/** What tells why one writes now rather than what will be done. */
export const aboutNow =
  /^(?:wegen|bezueglich|weil|betreffend|betreff|um|hinsichtlich|ehrlich|offen|recht|urlaub|pause|betriebsferien|feierabend|inventur)$/
