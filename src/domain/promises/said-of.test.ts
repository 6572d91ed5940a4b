import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstName } from '../shared/first-name.ts'
import { frameOf, saidOf, wordsNow } from './said-of.ts'

describe('a thing to be done is said of who will do it', () => {
  it.each([
    ['call you', 'Ana calls you'],
    ['check and get back to you', 'Ana checks and gets back to you'],
    ['let you know', 'Ana lets you know'],
    ['Luis to look at it', 'Luis looks at it'],
    ['Your car ready', 'Your car is ready'],
    ['your winter tyres ready for you', 'Your winter tyres are ready for you'],
    ['the car is ready', 'The car is ready'],
    ['the loaner until it is done', 'The loaner until it is done'],
    ['I’ll try again', 'Ana tries again'],
    ['Call you about the gearbox', 'Ana calls you about the gearbox'],
    ['personally call you', 'Ana personally calls you'],
    ['check the brakes, call you and send a quote', 'Ana checks the brakes, calls you and sends a quote'],
    ['have the brakes and oil checked', 'Ana has the brakes and oil checked'],
    ['somebody comes', 'Promised: somebody comes'],
    ['no later than Friday', 'No later than Friday'],
    ['Luis to somehow manage', 'Luis to somehow manage'],
    ['open', 'Ana opens'],
    ['', ''],
  ])('in English: “%s” is “%s”', (what, said) => expect(saidOf(what, 'Ana')).toBe(said))

  it.each([
    ['Marta anrufen', 'Ana ruft Marta an'],
    ['Sie zurückrufen', 'Ana ruft Sie zurück'],
    ['Zurückrufen', 'Ana ruft zurück'],
    ['Sich melden', 'Ana meldet sich'],
    ['Sich darum kümmern', 'Ana kümmert sich darum'],
    ['Sich bei Ihnen melden', 'Ana meldet sich bei Ihnen'],
    ['Die Schlüssel vorbeibringen', 'Ana bringt die Schlüssel vorbei'],
    ['Die Fotos Ihnen schicken', 'Ana schickt Ihnen die Fotos'],
    ['Es Ihnen schicken', 'Ana schickt es Ihnen'],
    ['Das klären', 'Ana klärt das'],
    ['Die Übersetzung beglaubigen lassen', 'Ana lässt die Übersetzung beglaubigen'],
    ['Ihnen Bescheid geben', 'Ana gibt Ihnen Bescheid'],
    ['Ihr Angebot fertig machen', 'Ana macht Ihr Angebot fertig'],
    ['Bei Marta sein', 'Ana ist bei Marta'],
    ['Dafür sorgen, dass der Techniker kommt', 'Ana sorgt dafür, dass der Techniker kommt'],
    ['Das Geld überweisen', 'Ana überweist das Geld'],
    ['Den Vertrag unterschreiben', 'Ana unterschreibt den Vertrag'],
    ['Die Unterlagen vorbereiten', 'Ana bereitet die Unterlagen vor'],
    ['Die Rechnung ausdrucken', 'Ana druckt die Rechnung aus'],
    ['Sie anrufen und den Wagen prüfen', 'Ana ruft Sie an und prüft den Wagen'],
    ['Reifen und Bremsen prüfen', 'Ana prüft Reifen und Bremsen'],
    ['Das Konto schließen', 'Ana schließt das Konto'],
    ['Die Skizze zeichnen', 'Ana zeichnet die Skizze'],
    ['Die Fenster liefern', 'Ana liefert die Fenster'],
    ['Marta kann die Brille abholen', 'Marta kann die Brille abholen'],
    ['Unser Monteur kommt zu Marta', 'Unser Monteur kommt zu Marta'],
    ['Das wird erledigt', 'Das wird erledigt'],
    ['Martas Auto ist fertig', 'Martas Auto ist fertig'],
    ['Ihr Auto fertig', 'Ihr Auto ist fertig'],
    ['Dein Rad wieder da', 'Dein Rad ist wieder da'],
    ['Die Unterlagen hier', 'Die Unterlagen sind hier'],
    ['Die Information da', 'Die Information ist da'],
    ['Die Rechnung erledigt', 'Die Rechnung ist erledigt'],
    // One pair of glasses, or shoes: nobody knows.
    ['Die Brille fertig', 'Versprochen: Die Brille fertig'],
    ['Die Fenster eingebaut haben', 'Ana hat die Fenster eingebaut'],
    ['Ihr Auto fertig haben', 'Ana hat Ihr Auto fertig'],
    ['Ihre Rechnung schicken', 'Ana schickt Ihre Rechnung'],
    ['Damit fertig sein', 'Ana ist damit fertig'],
    ['Da sein', 'Ana ist da'],
    ['Auto fertig ist', 'Auto ist fertig'],
    ['Sie bekommen die Abrechnung', 'Sie bekommen die Abrechnung'],
    ['Die Bestätigung folgt', 'Die Bestätigung folgt'],
    ['Ihnen versprechen, dass Sie das Geld haben', 'Sie haben das Geld'],
    ['Versuche es auf Ihrem Handy', 'Ana versucht es auf Ihrem Handy'],
    ['Rückruf', 'Versprochen: Rückruf'],
    ['Anne Huber zurückrufen', 'Versprochen: Anne Huber zurückrufen'],
    ['Irgendwie hinkriegen', 'Versprochen: Irgendwie hinkriegen'],
    ['Das wiederholen', 'Versprochen: Das wiederholen'],
  ])('in German: „%s“ is „%s“', (what, said) => expect(saidOf(what, 'Ana', ['de'])).toBe(said))

  it('bends German also where English is spoken otherwise, and no English for German', () => {
    expect(saidOf('Sie bis Freitag anrufen', 'Ana', ['en'])).toBe('Ana ruft Sie bis Freitag an')
    expect(saidOf('listen', 'Ana', ['en'])).toBe('Ana listens')
    expect(saidOf('call you about the garden', 'Ana', ['en'])).toBe('Ana calls you about the garden')
  })
})

it('keeps every letter of words in which no verb is known', () => {
  const words = fc.array(fc.constantFrom('otto', 'somebodies', 'qualm', 'blorb', 'Zeile', 'ähm'), {
    minLength: 1,
  })
  fc.assert(
    fc.property(words, (some) => {
      const phrase = some.join(' ')
      expect(saidOf(phrase, 'Ana').toLowerCase()).toContain(phrase.toLowerCase())
    }),
  )
})

describe('words of a promise stay true in other hands [S3-21]', () => {
  const said = (text: string, to: string | null = 'Marta Okafor') => ({
    text,
    frame: frameOf(text, 'Ana Kovač', to),
  })
  it.each([
    ['Ana calls you about the gearbox', 'Ben calls you about the gearbox'],
    ['Ana Kovač calls you', 'Ben calls you'],
    ['Ana personally checks the brakes and calls you', 'Ben personally checks the brakes and calls you'],
    ['Ana ruft Sie bis Freitag 17:00 an', 'Ben ruft Sie bis Freitag 17:00 an'],
    ['Ana kümmert sich darum', 'Ben kümmert sich darum'],
    ['You hear from Ana about the gearbox', 'You hear from Ben about the gearbox'],
    ['Marta gets a call from Ana Kovač', 'Marta gets a call from Ben'],
    ['Sie hören von Ana', 'Sie hören von Ben'],
    ['You hear from Anabel', 'You hear from Anabel'],
    ['You hear from Ana’s team', 'You hear from Ana’s team'],
    ['Ana’s replacement calls you', 'Ana’s replacement calls you'],
    ['Ana and Luis call you', 'Ana and Luis call you'],
    ['Ana somebodies it', 'Ana somebodies it'],
    ['Your car is ready', 'Your car is ready'],
    ['Anabel calls you', 'Anabel calls you'],
  ])('“%s” of Ana is “%s” of Ben', (text, bens) => {
    expect(wordsNow(said(text), 'Ben Adeyemi')).toBe(bens)
    expect(wordsNow(said(text), 'Ana Kovač')).toBe(text)
  })

  it('leaves the words alone where they may be about a customer of the same name', () => {
    expect(said('Ana gets her keys', 'Ana Petrović').frame).toBeNull()
  })

  it('says them of whoever has it, and as they were said once it is back', () => {
    const name = fc.constantFrom('Ana', 'Ben Adeyemi', 'Dina', 'Luis Ortega', 'x@example.com')
    const what = fc.constantFrom(
      'call you',
      'write to you and send the bill',
      'Sie anrufen',
      'the car ready',
      'blorb',
    )
    fc.assert(
      fc.property(what, name, name, (phrase, owner, next) => {
        const text = saidOf(phrase, firstName(owner))
        const words = { text, frame: frameOf(text, owner, null) }
        expect(wordsNow(words, next)).toBe(saidOf(phrase, firstName(next)))
        expect(wordsNow(words, owner)).toBe(text)
      }),
    )
  })
})
