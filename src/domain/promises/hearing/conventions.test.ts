import { describe, expect, it } from 'vitest'
import { due } from './testing/shop.ts'

const wednesday = '2026-11-18 09:15'
const afternoon = '2026-11-18 15:00'
const friday = '2026-11-20 09:15'
const sunday = '2026-11-22 10:20'

/** What is meant, in English and in German, said when, and when it falls due. */
type Case = readonly [english: string, german: string, said: string, due: string]
const conventions: readonly (readonly [convention: string, cases: readonly Case[]])[] = [
  [
    'a day without a time is the end of opening hours that day',
    [
      ["I'll call you tomorrow.", 'Ich rufe Sie morgen an.', wednesday, '11-19 18:00'],
      ["I'll call you today.", 'Ich rufe Sie heute an.', wednesday, '11-18 18:00'],
      ["I'll send it by Friday.", 'Ich schicke es Ihnen bis Freitag.', wednesday, '11-20 18:00'],
      ["I'll send it by Saturday.", 'Ich schicke es Ihnen bis Samstag.', wednesday, '11-21 12:00'],
      ["I'll send it by Sunday.", 'Ich schicke es Ihnen bis Sonntag.', wednesday, '11-22 17:00'],
      ["I'll send it in two working days.", 'Ich schicke es in zwei Werktagen.', wednesday, '11-20 18:00'],
      ["I'll send it in two working days.", 'Ich schicke es in zwei Werktagen.', friday, '11-24 18:00'],
      ["I'll send it on 8 December.", 'Ich schicke es am 8. Dezember.', wednesday, '12-08 17:00'],
      ["I'll send it by the end of Friday.", 'Ich schicke es bis Ende Freitag.', wednesday, '11-20 18:00'],
    ],
  ],
  [
    'parts of a day: morning 12:00, afternoon 17:00 or closing if earlier, tonight 20:00',
    [
      ["I'll call you tomorrow morning.", 'Ich rufe Sie morgen früh an.', wednesday, '11-19 12:00'],
      [
        "I'll call you first thing tomorrow.",
        'Ich rufe Sie gleich morgen früh an.',
        wednesday,
        '11-19 12:00',
      ],
      ["I'll call you this afternoon.", 'Ich rufe Sie heute Nachmittag an.', wednesday, '11-18 17:00'],
      ["I'll call you tonight.", 'Ich rufe Sie heute Abend an.', wednesday, '11-18 20:00'],
      ["I'll call you tonight.", 'Ich rufe Sie heute Nacht an.', wednesday, '11-18 20:00'],
    ],
  ],
  [
    'the end of the week and next week are Friday’s closing, of a month or a year its last day’s',
    [
      [
        "I'll send it by the end of the week.",
        'Ich schicke es bis Ende der Woche.',
        wednesday,
        '11-20 18:00',
      ],
      ["I'll send it by the end of the month.", 'Ich schicke es bis Monatsende.', wednesday, '11-30 18:00'],
      ["I'll send it by the end of the year.", 'Ich schicke es bis Jahresende.', wednesday, '12-31 18:00'],
      ["I'll send it next week.", 'Ich schicke es nächste Woche.', wednesday, '11-27 18:00'],
    ],
  ],
  [
    'a day counted in weeks from another is that many weeks on, never earlier',
    [
      ["I'll call you on Monday week.", 'Ich rufe Sie Montag in einer Woche an.', wednesday, '11-30 18:00'],
      ["I'll call you a week on Monday.", 'Ich rufe Sie Montag in acht Tagen an.', wednesday, '11-30 18:00'],
      ["I'll call you Friday week.", 'Ich rufe Sie am Freitag in einer Woche an.', wednesday, '11-27 18:00'],
      [
        "I'll call you Monday in two weeks at 10.",
        'Ich rufe Sie am Montag in zwei Wochen um 10 Uhr an.',
        wednesday,
        '12-07 10:00',
      ],
      ["I'll call you a week tomorrow.", 'Ich rufe Sie morgen in einer Woche an.', wednesday, '11-26 18:00'],
      [
        "I'll call you the Monday after next.",
        'Ich rufe Sie übernächsten Montag an.',
        wednesday,
        '11-30 18:00',
      ],
      ["I'll call you the week after next.", 'Ich rufe Sie übernächste Woche an.', wednesday, '12-04 18:00'],
      [
        "I'll call you on Tuesday the week after next.",
        'Ich rufe Sie übernächste Woche am Dienstag an.',
        wednesday,
        '12-01 18:00',
      ],
      [
        "I'll call you next week on Tuesday.",
        'Ich rufe Sie nächste Woche am Dienstag an.',
        wednesday,
        '11-24 18:00',
      ],
      // It may be meant of next week, or of the week after it.
      [
        "I'll call you in a week on Monday.",
        'Ich rufe Sie in einer Woche am Montag an.',
        wednesday,
        '11-23 18:00 ? 11-30 18:00 ?',
      ],
      [
        "I'll call you on Friday week.",
        'Ich rufe Sie Freitag in einer Woche an.',
        friday,
        '11-27 18:00 ? 12-04 18:00 ?',
      ],
    ],
  ],
  [
    'a feast that never moves is its date; which one of a row is left open',
    [
      ["I'll call you on Christmas Day.", 'Ich rufe Sie am 1. Weihnachtstag an.', wednesday, '12-25 18:00'],
      [
        "I'll call you on Boxing Day at 10.",
        'Ich rufe Sie am zweiten Weihnachtsfeiertag um 10 an.',
        wednesday,
        '12-26 10:00',
      ],
      ["I'll call you on New Year's Eve.", 'Ich rufe Sie an Silvester an.', wednesday, '12-31 18:00'],
      [
        "I'll call you on the 1st Monday in December.",
        'Ich rufe Sie am 1. Montag im Dezember an.',
        wednesday,
        'open',
      ],
      [
        "I'll call you on the first Monday in December.",
        'Ich rufe Sie am ersten Montag im Dezember an.',
        wednesday,
        'open',
      ],
      [
        "I'll call you on the 25th of next month.",
        'Ich rufe Sie am 25. nächsten Monats an.',
        wednesday,
        'open',
      ],
      ["I'll send it two days before Friday.", 'Ich schicke es zwei Tage vor Freitag.', wednesday, 'open'],
    ],
  ],
  [
    '"within 4 hours" is real time, "within 4 opening hours" counts while the place is open',
    [
      ["I'll call you within 4 hours.", 'Ich rufe Sie binnen 4 Stunden an.', afternoon, '11-18 19:00'],
      [
        "I'll call you within 4 opening hours.",
        'Ich rufe Sie binnen 4 Öffnungsstunden an.',
        afternoon,
        '11-19 09:00',
      ],
      [
        "I'll call you within 4 opening hours.",
        'Ich rufe Sie binnen 4 Öffnungsstunden an.',
        '2026-12-07 16:00',
        '12-09 10:00',
      ],
    ],
  ],
  [
    'a window means its end',
    [
      ["I'll call you between 2 and 4.", 'Ich rufe Sie zwischen 2 und 4 an.', wednesday, '11-18 16:00'],
      ["I'll call you Monday or Tuesday.", 'Ich rufe Sie am 23. oder 24. an.', wednesday, '11-24 18:00'],
      ["I'll call you from 2 to 4 pm.", 'Ich rufe Sie von 14 bis 16 Uhr an.', wednesday, '11-18 16:00'],
    ],
  ],
  [
    'a bare hour with one reading inside opening hours is taken so',
    [
      ["I'll call you at 10.", 'Ich rufe Sie um 10 an.', wednesday, '11-18 10:00'],
      ["I'll call you at 4.", 'Ich rufe Sie um 4 an.', wednesday, '11-18 16:00'],
      ["I'll call you tomorrow at 10.", 'Ich rufe Sie morgen um 10 an.', wednesday, '11-19 10:00'],
      ["I'll call you at half past two.", 'Ich rufe Sie um halb drei an.', wednesday, '11-18 14:30'],
      ["I'll call you by 6.", 'Ich rufe Sie bis 6 an.', wednesday, '11-18 18:00'],
      // Today is closed, or the hour is gone: its next time round.
      ["I'll call you at 10.", 'Ich rufe Sie um 10 an.', sunday, '11-23 10:00'],
      ["I'll call you at 10.", 'Ich rufe Sie um 10 an.', afternoon, '11-19 10:00'],
    ],
  ],
  [
    'else it is asked',
    [
      ["I'll call you at 7.", 'Ich rufe Sie um 7 an.', wednesday, '11-18 19:00 ? 11-19 07:00 ?'],
      [
        "I'll call you tomorrow at 7.",
        'Ich rufe Sie morgen um 7 an.',
        wednesday,
        '11-19 07:00 ? 11-19 19:00 ?',
      ],
      [
        "I'll call you on Sunday at 10.",
        'Ich rufe Sie am Sonntag um 10 an.',
        wednesday,
        '11-22 10:00 ? 11-22 22:00 ?',
      ],
    ],
  ],
  [
    'a day that may be two is asked',
    [
      ["I'll call you on Friday.", 'Ich rufe Sie am Freitag an.', friday, '11-20 18:00 ? 11-27 18:00 ?'],
      [
        "I'll call you Friday at 3.",
        'Ich rufe Sie Freitag um 15 Uhr an.',
        friday,
        '11-20 15:00 ? 11-27 15:00 ?',
      ],
      // In the morning it can only be the next one that is meant.
      ["I'll call you Friday at 8 am.", 'Ich rufe Sie Freitag um 8 Uhr früh an.', friday, '11-27 08:00'],
    ],
  ],
  [
    'a time nobody gave stays open',
    [
      ["I'll call you.", 'Ich rufe Sie an.', wednesday, 'open'],
      ["I'll call you soon.", 'Ich rufe Sie bald an.', wednesday, 'open'],
    ],
  ],
  [
    'what is over is asked back',
    [
      ["I'll call you yesterday at 10.", 'Ich rufe Sie gestern um 10 an.', wednesday, 'over'],
      ["I'll call you yesterday.", 'Ich rufe Sie gestern an.', wednesday, 'over'],
      ["Yesterday I'll call you.", 'Gestern rufe ich Sie an.', wednesday, 'over'],
      ["I'll call you the day before yesterday.", 'Ich rufe Sie vorgestern an.', wednesday, 'over'],
      ["I'll call you last Monday.", 'Ich rufe Sie letzten Montag an.', wednesday, 'over'],
      ["I'll call you last Wednesday.", 'Ich rufe Sie letzten Mittwoch an.', wednesday, 'over'],
      ["I'll call you last Friday at 3.", 'Ich rufe Sie vergangenen Freitag um drei an.', wednesday, 'over'],
      ["I'll call you Monday last week.", 'Ich rufe Sie Montag letzter Woche an.', wednesday, 'over'],
      ["I'll call you last week.", 'Ich rufe Sie letzte Woche an.', wednesday, 'over'],
      ["I'll call you last month.", 'Ich rufe Sie letzten Monat an.', wednesday, 'over'],
      ["I'll call you two hours ago.", 'Ich rufe Sie vor zwei Stunden an.', wednesday, 'over'],
      ["I'll call you 3 days ago.", 'Ich rufe Sie vor 3 Tagen an.', wednesday, 'over'],
      ["I'll call you earlier today.", 'Ich rufe Sie vorhin an.', wednesday, 'over'],
      ["I'll call you last night.", 'Ich rufe Sie gestern Abend an.', wednesday, 'over'],
      ["I'll call you this morning.", 'Ich rufe Sie heute Vormittag an.', afternoon, 'over'],
      ["I'll call you by noon.", 'Ich rufe Sie bis Mittag an.', afternoon, 'over'],
      ["I'll call you today at 8:00 am.", 'Ich rufe Sie heute um 08:00 an.', wednesday, 'over'],
      ["I'll send it by 24 December 2025.", 'Ich schicke es bis 24.12.2025.', wednesday, 'over'],
    ],
  ],
  [
    'of a date without its year that is over, next year’s is offered',
    [
      [
        "I'll call you on 3 November.",
        'Ich rufe Sie am 3. November an.',
        wednesday,
        'over, or 11-03 18:00 ?',
      ],
      [
        "I'll call you on 3 January.",
        'Ich rufe Sie am 3. Januar an.',
        '2026-01-20 09:15',
        'over, or 01-03 17:00 ?',
      ],
      ["I'll call you on 3 January.", 'Ich rufe Sie am 3. Januar an.', wednesday, '01-03 17:00'],
    ],
  ],
  [
    'a day no calendar has, and an hour no clock has, is asked back',
    [
      ["I'll send it by 31 February.", 'Ich schicke es bis 31. Februar.', wednesday, 'impossible'],
      [
        "I'll call you on 30 February at 10.",
        'Ich rufe Sie am 30. Februar um 10 an.',
        wednesday,
        'impossible',
      ],
      ["I'll send it on 31 November.", 'Ich schicke es am 31.11.', wednesday, 'impossible'],
      ["I'll send it by 32 March.", 'Ich schicke es bis 32. März.', wednesday, 'impossible'],
      ["I'll call you at 25:00.", 'Ich rufe Sie um 25 Uhr an.', wednesday, 'impossible'],
    ],
  ],
  [
    'our own people and things of theirs count as us',
    [
      [
        'My colleague will call you by noon.',
        'Meine Kollegin ruft Sie bis Mittag an.',
        wednesday,
        '11-18 12:00',
      ],
      ['Your car will be ready by Friday.', 'Ihr Auto ist bis Freitag fertig.', wednesday, '11-20 18:00'],
    ],
  ],
]

describe.each(conventions)('%s [S3-21]', (_, cases) => {
  it.each(cases)('%s – %s (said %s: %s)', (english, german, said, expected) => {
    expect(due(english, said)).toBe(expected)
    expect(due(german, said)).toBe(expected)
  })
})
