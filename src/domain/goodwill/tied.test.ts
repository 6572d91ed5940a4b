import { isOnlyPolicy, tiedTo } from './tied.ts'

describe('a reason for a gesture', () => {
  it.each([
    ['20 off if she leaves a five star review', 'rating'],
    ['In return for a good review.', 'rating'],
    ['Refund so that he removes the review', 'rating'],
    ['Voucher for 5 stars', 'rating'],
    ['We pay the tow if he gives us a better score in the survey', 'rating'],
    ['Gutschein für eine gute Bewertung', 'rating'],
    ['Nachlass, wenn sie die Bewertung löscht', 'rating'],
    ['Im Gegenzug positive Rückmeldung', 'rating'],
    ['Discount if he recommends us', 'referral'],
    ['Free wash if she refers a friend', 'referral'],
    ['Nachlass, wenn er uns weiterempfiehlt', 'referral'],
    ['Rabatt, falls sie jemanden wirbt', 'referral'],
    ['100 off if he buys the second car', 'purchase'],
    ['Loaner provided they sign', 'purchase'],
    ['Gutschein, wenn sie den Wagen kauft', 'purchase'],
    ['Nachlass gegen den nächsten Auftrag', 'purchase'],
    ['5 stars and you get 20 off', 'rating'],
    ['You get 20 off with 5 stars', 'rating'],
    ['Free wash after a good Google review', 'rating'],
    ['20 off when she leaves a good review', 'rating'],
    ['Nothing, unless she writes a bad review', 'rating'],
    ['To keep her from writing a bad review', 'rating'],
    ['In exchange for removing the review', 'rating'],
    ['5 Sterne und es gibt 20 Euro Rabatt', 'rating'],
    ['Sobald sie die Bewertung gelöscht hat', 'rating'],
    ['Dafür löscht sie die Rezension', 'rating'],
    ['Für eine Google-Bewertung', 'rating'],
    ['Nur wenn keine negative Bewertung kommt', 'rating'],
    ['Rabatt bei Weiterempfehlung', 'referral'],
    ['When he buys the next car', 'purchase'],
    ['Bei Kauf eines Neuwagens', 'purchase'],
  ] as const)('that ties it to something is heard: %s [S0-20]', (words, to) => {
    expect(tiedTo(words)).toBe(to)
  })

  it.each([
    'She bought it elsewhere and has no receipt; she was sure it was ours.',
    'He waited two hours for nothing.',
    'The part was wrong, so he came twice. He left a sad review last week.',
    'For the trouble with the invoice.',
    'If it rains in again we replace the seal.',
    'She was promised a loaner and got none.',
    'The customer bought the tyres in May; they are worn out.',
    'Sie hat sie woanders gekauft und keinen Beleg mehr.',
    'Für die lange Wartezeit.',
    'Er kam wegen unseres Fehlers zweimal.',
    'Wenn es wieder hereinregnet, ersetzen wir die Dichtung.',
    'Die Bewertung war hart, aber der Fehler war unserer.',
    'We refund the order he never got.',
    'Refund for her order that arrived broken.',
    'If the order does not come by Friday she gets her money back.',
    'For the purchase of last week there is no receipt.',
    'He paid for it twice; he then orders online',
    'She waited for an hour and still left a good review.',
    'He was here once and left a good review.',
    'For the 4 marks the trolley left on her door',
    'Refund for a 4 star hotel instead of the five star hotel he booked',
    'If the maker sends us the part we replace it.',
    'We pay the taxi so she can get home',
    'Für den Kauf gab es keinen Beleg.',
    'Erstattung für den Einkauf von gestern, alles war verdorben.',
    'Gutschein für ihren Auftrag, der zu spät fertig war',
    'Falls der Reifen, den sie gekauft hat, wieder platzt, ersetzen wir ihn.',
    'Wenn der Hersteller jemanden schickt, zahlt er.',
    'Nach positiver Rückmeldung vom Hersteller ersetzt.',
    'عذراً، التأخير كان من طرفنا 🙏',
  ])('that only says what it is for is heard as that: %s', (words) => {
    expect(tiedTo(words)).toBeNull()
  })

  it.each([
    'Policy',
    'It’s against our policy.',
    'Company rules',
    'Sorry, that is not allowed by our policy',
    'Vorschrift',
    'Das ist leider gegen unsere Richtlinien.',
    'Our policy doesn’t allow that.',
    'I can’t, it’s our policy.',
    'Rules are rules',
    'Das erlauben unsere Regeln nicht.',
    'Das dürfen wir laut Vorschrift nicht.',
    'Firmenrichtlinie',
  ])('is not a rule alone: %s [S1-08]', (words) => {
    expect(isOnlyPolicy(words)).toBe(true)
  })

  it.each([
    'We have given this twice already and it did not help',
    'The maker pays this one; I call them now',
    'Sorry, no',
    'Our policy is to replace the part first; that is free too',
    'Unsere Regel hilft hier nicht: ich rufe heute den Hersteller an',
  ])('may name a rule beside what one can say to them: %s', (words) => {
    expect(isOnlyPolicy(words)).toBe(false)
  })
})
