import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from './fold.ts'

const visible = (text: string, options = {}) =>
  foldText(text, options)
    .filter((segment) => !segment.folded)
    .map((segment) => segment.text)
    .join('')
    .trim()
const whole = (text: string) =>
  foldText(text)
    .map((segment) => segment.text)
    .join('')

const ATTRIBUTIONS: Record<string, string> = {
  'Gmail, English': 'On Fri, Nov 20, 2026 at 4:12 PM Anna <a@x.example> wrote:',
  'Gmail, English, broken over lines':
    'On Fri, Nov 20, 2026 at 4:12 PM Service desk of the garage\n<desk@garage.example>\nwrote:',
  'Apple Mail, English': 'On 20 Nov 2026, at 16:12, Anna <a@x.example> wrote:',
  'Thunderbird, English': 'On 20/11/2026 16:12, Anna wrote:',
  'Gmail, German': 'Am Fr., 20. Nov. 2026 um 16:12 Uhr schrieb Anna Berger <\na@x.example>:',
  'Thunderbird, German': 'Am 20.11.26 um 16:12 schrieb Anna Berger:',
  'name first, German': 'Anna Berger <a@x.example> schrieb am Fr. 20. Nov. 2026 um 16:12:',
  French: 'Le ven. 20 nov. 2026 à 16:12, Anna <a@x.example> a écrit :',
  Spanish: 'El vie, 20 nov 2026 a las 16:12, Anna (<a@x.example>) escribió:',
  Italian: 'Il giorno ven 20 nov 2026 alle ore 16:12 Anna <a@x.example> ha scritto:',
  Dutch: 'Op vr 20 nov 2026 om 16:12 schreef Anna <a@x.example>:',
  Portuguese: 'Em sex., 20 de nov. de 2026 às 16:12, Anna <a@x.example> escreveu:',
  Polish: 'pt., 20 lis 2026 o 16:12 Anna <a@x.example> napisał(a):',
  Swedish: 'Den fre 20 nov. 2026 kl 16:12 skrev Anna <a@x.example>:',
  Danish: 'Den 20. nov. 2026 kl. 16.12 skrev Anna <a@x.example>:',
  Finnish: 'pe 20. marrask. 2026 klo 16.12 Anna (a@x.example) kirjoitti:',
  Czech: 'pá 20. 11. 2026 v 16:12 odesílatel Anna <a@x.example> napsal:',
  Hungarian: 'Anna <a@x.example> ezt írta (időpont: 2026. nov. 20., P, 16:12):',
  Turkish: 'Anna <a@x.example>, 20 Kas 2026 Cum, 16:12 tarihinde şunu yazdı:',
  Russian: 'пт, 20 нояб. 2026 г. в 16:12, Anna <a@x.example>:',
  Ukrainian: 'пт, 20 лист. 2026 р. о 16:12 Anna <a@x.example> пише:',
  Japanese: '2026年11月20日(金) 16:12 Anna <a@x.example>:',
  Chinese: 'Anna <a@x.example> 于2026年11月20日周五 16:12写道：',
  Korean: '2026년 11월 20일 (금) 오후 4:12, Anna <a@x.example>님이 작성:',
}

const BLOCKS: Record<string, string> = {
  'Outlook, English':
    'From: Anna <a@x.example>\nSent: Friday, November 20, 2026 4:12 PM\nTo: Desk\nSubject: Tyres',
  'Outlook, bold stars':
    '*From:* Anna\n*Sent:* Friday, November 20, 2026 4:12 PM\n*To:* Desk\n*Subject:* Tyres',
  'Outlook, long Cc over lines':
    'From: Anna <a@x.example>\nSent: Friday\nTo: A <a@x.example>; B <b@x.example>;\nC <c@x.example>\nCc: D\nSubject: Tyres',
  'Outlook, German': 'Von: Anna\nGesendet: Freitag, 20. November 2026 16:12\nAn: Desk\nBetreff: Reifen',
  'Outlook, French': 'De : Anna\nEnvoyé : vendredi 20 novembre 2026 16:12\nÀ : Desk\nObjet : Pneus',
  'Outlook, Spanish':
    'De: Anna\nEnviado el: viernes, 20 de noviembre de 2026 16:12\nPara: Desk\nAsunto: Ruedas',
  'Outlook, Italian': 'Da: Anna\nInviato: venerdì 20 novembre 2026 16:12\nA: Desk\nOggetto: Gomme',
  'Outlook, Dutch': 'Van: Anna\nVerzonden: vrijdag 20 november 2026 16:12\nAan: Desk\nOnderwerp: Banden',
  'Outlook, Swedish': 'Från: Anna\nSkickat: den 20 november 2026 16:12\nTill: Desk\nÄmne: Däck',
  'Outlook, Polish': 'Od: Anna\nWysłano: piątek, 20 listopada 2026 16:12\nDo: Desk\nTemat: Opony',
  'Outlook.com, a rule first': `${'_'.repeat(32)}\nFrom: Anna\nSent: Friday\nTo: Desk\nSubject: Tyres`,
  'Original Message': '-----Original Message-----',
  'Ursprüngliche Nachricht': '-----Ursprüngliche Nachricht-----\nVon: Anna\nGesendet: Freitag',
  'T-Online': '-----Original-Nachricht-----\nBetreff: Reifen\nVon: Anna',
  'Yahoo without quote marks': 'On Friday, November 20, 2026 at 04:12:00 PM GMT+1, Anna <a@x.example> wrote:',
}

describe('folding', () => {
  it.each(Object.entries(ATTRIBUTIONS))(
    'folds the quote under the attribution of %s',
    (_name, attribution) => {
      expect(visible(`Tuesday suits me.\n\n${attribution}\n\n> Does Tuesday\n> suit you?\n`)).toBe(
        'Tuesday suits me.',
      )
    },
  )

  it.each(Object.entries(BLOCKS))('folds all that follows the header block of %s', (_name, block) => {
    expect(visible(`Tuesday suits me.\n\n${block}\n\nDoes Tuesday suit you?\nAnna\n`)).toBe(
      'Tuesday suits me.',
    )
  })

  it('shows an answer written below the quote', () => {
    expect(visible('On 20/11/2026 16:12, Anna wrote:\n> Tuesday?\n> Or later?\n\nTuesday.\n')).toBe(
      'Tuesday.',
    )
  })

  it('keeps the quotes between which somebody answers, and folds the last one', () => {
    const text = 'Hi,\n\nAnna wrote at 16:12:\n> One?\nYes.\n> Two?\nNo.\n> Bye\n> Anna\n'
    expect(visible(text)).toBe('Hi,\n\nAnna wrote at 16:12:\n> One?\nYes.\n> Two?\nNo.')
  })

  it('understands answers between quotes under "Original Message"', () => {
    const text =
      'See below.\n\n-----Original Message-----\nFrom: A\nSent: Fri\nTo: B\nSubject: C\n\n> One?\nYes.\n> Two?\nNo.\n'
    expect(visible(text)).toContain('> Two?\nNo.')
  })

  it.each([
    ['-- \nJo Vance\nLinden Street 4\n'],
    ['--\nJo Vance\n'],
    ['Sent from my iPhone\n'],
    ['Von meinem iPhone gesendet\n'],
    ['Gesendet mit der GMX Mail App\n'],
    ['Envoyé de mon iPhone\n'],
    ['Enviado desde mi iPhone\n'],
    ['Inviato da iPhone\n'],
    ['Verstuurd vanaf mijn iPhone\n'],
    ['Skickat från min iPhone\n'],
    ['iPhoneから送信\n'],
    ['Get Outlook for Android<https://aka.example/1>\n'],
  ])('folds the signature %j', (signature) => {
    expect(visible(`Thank you!\n\n${signature}`)).toBe('Thank you!')
    expect(visible(`Thank you!\n\n${signature}\nOn 20/11/2026 16:12, Anna wrote:\n> Well\n> then\n`)).toBe(
      'Thank you!',
    )
  })

  it('leaves what only looks like a quote or a signature', () => {
    const own = [
      'My mechanic wrote:\n\nthe belt is worn. What do you say?',
      'Before\n--\nafter\n'.concat('another line\n'.repeat(20)).trim(),
      'It takes\n> 3 days',
      'From: the mill road\nto the bridge it rattles.',
      'On Monday I wrote to you:\nnobody answered.',
      'I sent it from my iPhone and it did not arrive.',
      'Von: Hamburg\nNach: Kiel',
      'Frage 1: wann?\nFrage 2: wo?',
    ]
    for (const text of own) expect(visible(text)).toBe(text)
  })

  it('keeps a passed-on message in sight', () => {
    const block = 'From: Rita\nSent: Friday\nTo: Desk\nSubject: Noise\n\nThere is a noise.'
    expect(visible(`Please take this.\n\n${block}`, { forward: true })).toBe(`Please take this.\n\n${block}`)
    const marked = `FYI\n\n-------- Weitergeleitete Nachricht --------\n${block}`
    expect(visible(marked)).toBe(marked)
    expect(visible('Begin forwarded message:\n\nFrom: Rita\nSubject: Noise\n\nA noise.')).toContain(
      'A noise.',
    )
  })

  it('folds nothing when nothing would be left', () => {
    const text = 'On 20/11/2026 16:12, Anna wrote:\n> Tuesday?\n> Or later?\n'
    expect(foldText(text)).toEqual([{ text, folded: false }])
    expect(foldText('')).toEqual([])
  })

  it('keeps every character of every text, in order', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...Object.values(ATTRIBUTIONS),
        ...Object.values(BLOCKS),
        '-- ',
        '--',
        '> quoted',
        '>> deeper',
        '',
      ),
      fc.constantFrom(
        'Sent from my iPhone',
        '---------- Forwarded message ---------',
        '________________________________',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    )
    const text = fc
      .array(fc.tuple(piece, fc.constantFrom('\n', '\n\n', '', ' \n')))
      .map((parts) => parts.flat().join(''))
    fc.assert(
      fc.property(text, fc.boolean(), (given, forward) => {
        const segments = foldText(given, { forward })
        expect(segments.map((segment) => segment.text).join('')).toBe(given)
        for (let at = 1; at < segments.length; at += 1)
          expect(segments[at]!.folded).not.toBe(segments[at - 1]!.folded)
        if (given.trim())
          expect(segments.some((segment) => !segment.folded && segment.text.trim())).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('stays quick on a long and nasty text', () => {
    const lines = 20_000
    for (const line of [
      'On ',
      '> ',
      '\n',
      'From: x\n',
      '-----\n',
      `On ${'wrote '.repeat(300)}\n`,
      `${'a '.repeat(2000)}:\n`,
    ]) {
      const text = line.repeat(Math.min(lines, 2_000_000 / line.length))
      expect(whole(text)).toBe(text)
    }
  }, 10_000)
})
