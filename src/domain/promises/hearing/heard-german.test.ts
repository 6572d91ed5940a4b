import { describe, expect, it } from 'vitest'
import { saidOf } from '../said-of.ts'
import { hearPromises } from './heard.ts'
import { vienna } from './testing/ear.ts'

const { hear } = vienna
const heard = (text: string) => vienna.heard(text, vienna.now, 'oder')

describe('a promise in German is heard [S3-21]', () => {
  it.each([
    ['Ihr Auto wird bis Freitag fertig sein.', 'Ihr Auto wird fertig sein'],
    ['Ihr Auto ist bis Freitag fertig.', 'Ihr Auto ist fertig'],
    ['Ihr Auto haben wir bis Freitag fertig.', 'Ana hat Ihr Auto fertig'],
    ['Bis Freitag haben wir die Fenster eingebaut.', 'Ana hat die Fenster eingebaut'],
    ['Bis Montagabend haben wir Ihre Steuererklärung fertig.', 'Ana hat Ihre Steuererklärung fertig'],
    ['Kundin zugesagt, dass ihr Auto bis Freitag fertig ist.', 'Ihr Auto ist fertig'],
    ['Ich verspreche Ihnen, dass Ihr Auto bis Freitag fertig ist.', 'Ihr Auto ist fertig'],
    ['Ich sorge dafür, dass Ihr Auto bis Freitag fertig ist.', 'Ana sorgt dafür, dass Ihr Auto fertig ist'],
    ['Ich sage Ihnen bis zwei, welcher Tisch frei ist.', 'Ana sagt Ihnen, welcher Tisch frei ist'],
    ['Bis Freitag bekommen Sie Ihr Auto fertig zurück.', 'Sie bekommen Ihr Auto fertig zurück'],
    ['Die Heizung läuft bis heute Abend wieder.', 'Die Heizung läuft wieder'],
    ['Danke für die Unterlagen, ich prüfe sie bis morgen.', 'Ana prüft sie'],
    ['Herrn Weber zugesagt, uns bis Freitag zu melden.', 'Ana meldet sich'],
    ['In zwanzig Minuten bin ich da.', 'Ana ist da'],
    [
      'Morgen setzt sich Herr Demir mit Ihnen in Verbindung.',
      'Herr Demir setzt sich mit Ihnen in Verbindung',
    ],
    ['Morgen wird Herr Demir Ihnen das Angebot schicken.', 'Herr Demir wird Ihnen das Angebot schicken'],
    ['Morgen ruft Sie Frau Dr. Huber an.', 'Frau Dr. Huber ruft Sie an'],
    ['Morgen ruft Sie mein Kollege Luis Demir an.', 'Mein Kollege Luis Demir ruft Sie an'],
    ['Morgen kommt unser Monteur Karl Huber zu Ihnen.', 'Unser Monteur Karl Huber kommt zu Ihnen'],
    ['Morgen bringt unser Fahrer Reifen zu Ihnen.', 'Unser Fahrer bringt Reifen zu Ihnen'],
    ['Morgen bringt Herr Demir Ihnen Reifen.', 'Herr Demir bringt Ihnen Reifen'],
  ])('and they read a whole sentence of „%s“: „%s“', (text, said) => {
    const [heard] = hearPromises(text, { now: vienna.now, schedule: vienna.schedule })
    expect(saidOf(heard!.what, 'Ana', ['de'])).toBe(said)
  })

  it.each([
    ['Ich rufe Sie bis Mittag an.', 'Marta anrufen | bis Mittag | 11-18 12:00'],
    [
      'Ich sage Anna bis zwei, welcher Tisch gedeckt ist.',
      'Anna sagen, welcher Tisch gedeckt ist | bis zwei | 11-18 14:00',
    ],
    [
      'Ich teile Ihnen bis drei mit, was es kostet.',
      'Marta mitteilen, was es kostet | bis drei | 11-18 15:00',
    ],
    ['Ich ruf dich morgen vor zehn an!', 'Marta anrufen | morgen vor zehn | 11-19 10:00'],
    ['Gleich morgen früh melde ich mich.', 'Sich melden | Gleich morgen früh | 11-19 12:00'],
    [
      'Morgen Nachmittag bringe ich die Schlüssel vorbei.',
      'Die Schlüssel vorbeibringen | Morgen Nachmittag | 11-19 17:00',
    ],
    ['Die Fotos schicke ich Ihnen heute Abend.', 'Die Fotos Marta schicken | heute Abend | 11-18 20:00'],
    ['Wir werden das bis Freitag klären.', 'Das klären | bis Freitag | 11-20 18:00'],
    [
      'Ich lasse die Übersetzung bis Montag beglaubigen.',
      'Die Übersetzung beglaubigen lassen | bis Montag | 11-23 18:00',
    ],
    [
      'Wir antworten Ihnen innerhalb von zwei Werktagen.',
      'Marta antworten | innerhalb von zwei Werktagen | 11-20 18:00',
    ],
    ['In drei Werktagen überweisen wir das Geld.', 'Das Geld überweisen | In drei Werktagen | 11-23 18:00'],
    [
      'Ich melde mich innerhalb von vier Öffnungsstunden.',
      'Sich melden | innerhalb von vier Öffnungsstunden | 11-18 13:15',
    ],
    ['Ich melde mich binnen vier Stunden.', 'Sich melden | binnen vier Stunden | 11-18 13:15'],
    ['In einer halben Stunde rufe ich zurück.', 'Zurückrufen | In einer halben Stunde | 11-18 09:45'],
    ['Ich rufe um halb vier an.', 'Anrufen | um halb vier | 11-18 15:30'],
    ['Um viertel zwölf rufe ich an.', 'Anrufen | Um viertel zwölf | 11-18 11:15'],
    ['Ich rufe zwischen zwei und vier an.', 'Anrufen | zwischen zwei und vier | 11-18 16:00'],
    [
      'Bis spätestens Freitag, 12 Uhr, haben Sie eine Antwort.',
      'Marta hat eine Antwort | Bis spätestens Freitag, 12 Uhr | 11-20 12:00',
    ],
    [
      'Ende der Woche schicken wir Ihnen das Angebot.',
      'Marta das Angebot schicken | Ende der Woche | 11-20 18:00',
    ],
    ['Nächste Woche melden wir uns.', 'Sich melden | Nächste Woche | 11-27 18:00'],
    [
      'Freitag nächster Woche liefern wir die Fenster.',
      'Die Fenster liefern | Freitag nächster Woche | 11-27 18:00',
    ],
    ['Die Fenster liefern wir in KW 49.', 'Die Fenster liefern | in KW 49 | 12-04 18:00'],
    ['Bis zum 25. schließe ich das Konto.', 'Das Konto schließen | Bis zum 25. | 11-25 18:00'],
    ['Am 3. Dezember um 10 Uhr rufe ich an.', 'Anrufen | Am 3. Dezember um 10 Uhr | 12-03 10:00'],
    ['Bis Monatsende schicke ich die Abrechnung.', 'Die Abrechnung schicken | Bis Monatsende | 11-30 18:00'],
    ['Bis Feierabend gebe ich dir Bescheid.', 'Marta Bescheid geben | Bis Feierabend | 11-18 18:00'],
    ['Ich rufe heute nach 16 Uhr an.', 'Anrufen | heute nach 16 Uhr | 11-18 18:00'],
    ['Ich bin morgen um drei bei Ihnen.', 'Bei Marta sein | morgen um drei | 11-19 15:00'],
    [
      'Ich versuche es morgen zwischen 10 und 12 auf Ihrem Handy.',
      'Versuche es auf Martas Handy | morgen zwischen 10 und 12 | 11-19 12:00',
    ],
    [
      'Ich sorge dafür, dass der Techniker morgen kommt.',
      'Dafür sorgen, dass der Techniker kommt | morgen | 11-19 18:00',
    ],
    ['Meld mich in zehn Minuten!', 'Sich melden | in zehn Minuten | 11-18 09:25'],
    ['Ich rufe Sie bis Mittag an, passt das?', 'Marta anrufen | bis Mittag | 11-18 12:00'],
    [
      'Ich schicke es morgen frueh, spaetestens um zehn.',
      'Es schicken | morgen frueh, spaetestens um zehn | 11-19 10:00',
    ],
  ])('%s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['Unser Monteur kommt am Montag zu Ihnen.', 'Unser Monteur kommt zu Marta | am Montag | 11-23 18:00'],
    [
      'Frau Kessler meldet sich morgen Vormittag bei Ihnen.',
      'Frau Kessler meldet sich bei Marta | morgen Vormittag | 11-19 12:00',
    ],
    ['Tom ruft Sie bis drei zurück.', 'Tom ruft Marta zurück | bis drei | 11-18 15:00'],
    [
      'Zwischen 14 und 16 Uhr ruft Sie unser Techniker an.',
      'Unser Techniker ruft Marta an | Zwischen 14 und 16 Uhr | 11-18 16:00',
    ],
    [
      'Der Schneider macht es Ihnen bis Freitag fertig.',
      'Der Schneider macht es Marta fertig | bis Freitag | 11-20 18:00',
    ],
    ['Ihr Auto ist bis Freitag fertig.', 'Martas Auto ist fertig | bis Freitag | 11-20 18:00'],
    ['Das wird bis Donnerstag erledigt.', 'Das wird erledigt | bis Donnerstag | 11-19 18:00'],
    ['Bis Freitag ist Ihr Anzug gebügelt.', 'Martas Anzug ist gebügelt | Bis Freitag | 11-20 18:00'],
    ['Die Karten gehen heute Nachmittag raus.', 'Die Karten gehen raus | heute Nachmittag | 11-18 17:00'],
    ['Ihr Fahrrad steht ab Montag bereit.', 'Martas Fahrrad steht bereit | ab Montag | 11-23 18:00'],
    [
      'Die Brille können Sie morgen ab 15 Uhr abholen.',
      'Marta kann die Brille abholen | morgen ab 15 Uhr | 11-19 15:00',
    ],
    ['Die Laborwerte bekommen Sie übermorgen.', 'Marta bekommt die Laborwerte | übermorgen | 11-20 18:00'],
    ['Sie hören bis drei Uhr von mir.', 'Sich bei Marta melden | bis drei Uhr | 11-18 15:00'],
    [
      'In zwei Werktagen ist das Geld auf Ihrem Konto.',
      'Das Geld ist auf Martas Konto | In zwei Werktagen | 11-20 18:00',
    ],
  ])('also from our own people and of things: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['Rückruf morgen 9 Uhr zugesagt.', 'Rückruf | morgen 9 Uhr | 11-19 09:00'],
    ['Ihr gesagt, dass wir morgen die Preisliste mailen.', 'Die Preisliste mailen | morgen | 11-19 18:00'],
    [
      'Ihm versprochen, bis Freitag ein Angebot zu schicken.',
      'Ein Angebot schicken | bis Freitag | 11-20 18:00',
    ],
    ['Kunde hat angerufen, Rückruf bis 16 Uhr versprochen.', 'Rückruf | bis 16 Uhr | 11-18 16:00'],
  ])('in a note of a call: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['Ich kümmere mich darum.', 'Sich darum kümmern | – | open'],
    ['Wir melden uns in Kürze.', 'Sich melden | in Kürze | open'],
    ['Sobald das Teil da ist, rufen wir Sie an.', 'Marta anrufen | – | open'],
    ['Wenn ich vom Amt höre, schreibe ich Ihnen.', 'Marta schreiben | – | open'],
    ['Die Rechnung wird natürlich berichtigt.', 'Die Rechnung wird berichtigt | – | open'],
    ['Ich gebe Ihnen schnellstmöglich Bescheid.', 'Marta Bescheid geben | schnellstmöglich | open'],
  ])('without a time it stays open: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['Ich rufe Sie am Mittwoch an.', 'Marta anrufen | am Mittwoch | 11-18 18:00 oder 11-25 18:00'],
    ['Ich rufe Sie morgen um sieben an.', 'Marta anrufen | morgen um sieben | 11-19 07:00 oder 11-19 19:00'],
    [
      'Ich rufe Sie am Dienstag, 17. November, an.',
      'Marta anrufen | am Dienstag, 17. November | past 11-17 18:00',
    ],
    [
      'Ich rufe Sie am Freitag, dem 26. November, an.',
      'Marta anrufen | am Freitag, dem 26. November | 11-20 18:00 oder 11-26 18:00',
    ],
    ['Das haben Sie bis zum 30. Februar.', 'Marta hat das | bis zum 30. Februar | impossible'],
  ])('is asked when its day or hour is not sure: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it('once for what leads to it, and once for each date', () => {
    expect(heard('Ich frage in der Werkstatt nach und rufe Sie bis vier an.')).toEqual([
      'Marta anrufen | bis vier | 11-18 16:00',
    ])
    expect(heard('Den Prospekt schicke ich morgen, und am Montag rufe ich Sie an.')).toEqual([
      'Den Prospekt schicken | morgen | 11-19 18:00',
      'Marta anrufen | am Montag | 11-23 18:00',
    ])
    expect(heard('Philipp ruft Sie bis vier an, der Wagen ist bis Samstag repariert.')).toEqual([
      'Philipp ruft Marta an | bis vier | 11-18 16:00',
      'Der Wagen ist repariert | bis Samstag | 11-21 12:00',
    ])
  })

  it('in a whole mail, at its place', () => {
    const mail = `Sehr geehrte Frau Huber,

vielen Dank für Ihre Geduld. Ich frage in der Werkstatt nach und
rufe Sie spätestens morgen Vormittag an.

Mit freundlichen Grüßen
Anna Berger

Am 16.11.2026 um 10:00 schrieb Marta Huber:
> Ich bringe es bis Mittag`
    const [promise, ...more] = hear(mail)
    expect(more).toEqual([])
    expect(mail.slice(promise!.start, promise!.end)).toBe(
      'Ich frage in der Werkstatt nach und\nrufe Sie spätestens morgen Vormittag an',
    )
  })

  it('in a text of two languages, each sentence in its own', () => {
    expect(heard('Danke, ich melde mich bis Freitag.\n\nI’ll send the papers by noon tomorrow.')).toEqual([
      'Sich melden | bis Freitag | 11-20 18:00',
      'send the papers | by noon tomorrow | 11-19 12:00',
    ])
  })
})

describe('no promise is heard in German', () => {
  const silent: Record<string, string[]> = {
    'in manners of speaking': [
      'Ich bin ganz ehrlich: Das war am Freitag unser Fehler.',
      'Ich komme gleich zur Sache.',
      'Ich gebe Ihnen recht.',
      'Gern helfen wir Ihnen weiter.',
      'Ich freue mich auf Ihren Anruf morgen.',
      'Wir wünschen Ihnen nächste Woche eine gute Reise.',
      'Guten Morgen, vielen Dank für Ihre Mail!',
      'Mal schauen.',
      'Bis morgen!',
    ],
    'in questions and requests': [
      'Sollen wir Sie am Freitag anrufen?',
      'Passt Ihnen morgen um zehn?',
      'Rufen Sie mich morgen zurück?',
      'Bitte melden Sie sich bis Freitag.',
      'Melden Sie sich bis Freitag.',
      'Schick uns bitte die Nummer bis morgen.',
      'Geben Sie uns bis Montag Bescheid.',
      'Ich brauche Ihre Antwort bis Freitag.',
    ],
    'in what others said or will do': [
      '> Ich rufe Sie bis Mittag an',
      'Er sagte: „Ich rufe Sie morgen an“ und tat es nie.',
      'Sie geben das Formular bis Donnerstag ab.',
      'Herr Petrov ruft uns morgen wieder an.',
      'Kunde meldet sich bis Freitag.',
      'Meine Frau holt das Auto morgen ab.',
      'Ihr Versicherer meldet sich nächste Woche bei Ihnen.',
      'Laut Hersteller kommt die Ware am Montag.',
      'Der Kurier sagt, er ist bis zwei da.',
      'Sie bekommen bis Freitag von Ihrer Bank eine Nachricht.',
    ],
    'in what is not certain': [
      'Wenn Sie möchten, rufe ich Sie morgen an.',
      'Ich rufe Sie morgen an, wenn Sie möchten.',
      'Falls nötig, komme ich morgen vorbei.',
      'Auf Wunsch schicken wir Ihnen morgen einen Katalog.',
      'Ich würde Sie morgen anrufen.',
      'Ich könnte morgen jemanden vorbeischicken.',
      'Vielleicht bekommen wir Sie am Freitag unter.',
      'Ich hoffe, wir hören morgen vom Labor.',
      'Ich denke, wir schaffen das bis Freitag.',
      'Ich versuche, Sie morgen zu erreichen.',
      'Ich schlage vor, dass wir uns am Freitag treffen.',
    ],
    'in what will not be': [
      'Heute kann ich es leider nicht mehr schicken.',
      'Morgen wird Sie niemand anrufen.',
      'Bis Freitag bekommen wir das nicht fertig.',
    ],
    'in what was': [
      'Ich habe Ihnen das Formular am Montag gemailt.',
      'Wie versprochen schicke ich Ihnen anbei das Angebot.',
      'Wir hatten Ihnen gesagt, dass Sie bis Freitag Bescheid bekommen.',
      'Ich wollte Sie bis Freitag anrufen.',
      'Das Paket wurde heute verschickt.',
      'Ihr Paket ist am Montag angekommen.',
      'Sie haben das Paket am Montag erhalten.',
    ],
    'in how things are': [
      'Am Montag haben wir geschlossen.',
      'Wir sind heute bis 17 Uhr da.',
      'Heute erreichen Sie mich bis fünf.',
      'Ich bin bis Freitag im Urlaub.',
      'Ihr nächster Termin ist am Montag um 8.',
      'Wir sehen uns Freitag.',
      'Der Kurs dauert drei Wochen.',
      'Ihr Vertrag endet am 31. März.',
      'Es wird bis Freitag regnen.',
      'Der Bus fährt um neun ab.',
    ],
    'in what is told to all': [
      'Normalerweise antworten wir innerhalb eines Werktags.',
      'Anfragen beantworten wir innerhalb von zwei Stunden.',
      'Jeder Patient bekommt bei uns binnen zwei Tagen einen Anruf.',
      'Nur bis Freitag: zwei Paar zum Preis von einem!',
      'Wir bieten Ihnen bis Freitag 20 % Rabatt.',
      'Wir liefern in ganz Österreich.',
      'Wir reparieren Fahrräder aller Art.',
    ],
  }
  for (const [where, texts] of Object.entries(silent)) {
    it.each(texts)(`${where}: %s`, (text) => {
      expect(heard(text)).toEqual([])
    })
  }
})
