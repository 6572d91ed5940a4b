import { describe, expect, it } from 'vitest'
import { hearPromises } from './heard.ts'
import { vienna } from './testing/ear.ts'

const { at, hear, heard, now, schedule } = vienna

describe('a promise is heard [S3-21]', () => {
  it.each([
    ["I'll call you by noon.", 'call Marta | by noon | 11-18 12:00'],
    ['I’ll call you by noon', 'call Marta | by noon | 11-18 12:00'],
    ['I will get back to you tomorrow before ten.', 'get back to Marta | tomorrow before ten | 11-19 10:00'],
    ["You'll hear from me by Friday.", 'get back to Marta | by Friday | 11-20 18:00'],
    ["we'll have it ready by 4pm", 'have it ready | by 4pm | 11-18 16:00'],
    ['Your car will be ready by 16:00.', 'Marta’s car ready | by 16:00 | 11-18 16:00'],
    ['Let me check and call you this afternoon.', 'check and call Marta | this afternoon | 11-18 17:00'],
    ["I'll send you the quote within 4 hours.", 'send Marta the quote | within 4 hours | 11-18 13:15'],
    ["We'll answer within 10 opening hours.", 'answer | within 10 opening hours | 11-19 09:15'],
    ['We will refund you in two working days.', 'refund Marta | in two working days | 11-20 18:00'],
    [
      "You'll have the invoice by end of Friday.",
      'get the invoice to Marta | by end of Friday | 11-20 18:00',
    ],
    ["I'll ring you by two this afternoon.", 'ring Marta | by two this afternoon | 11-18 14:00'],
    ["I'll tell Anna by two which table is set.", 'tell Anna which table is set | by two | 11-18 14:00'],
    ["I'll call you between 2 and 4 pm.", 'call Marta | between 2 and 4 pm | 11-18 16:00'],
    ["I'll email the quote tonight.", 'email the quote | tonight | 11-18 20:00'],
    ["I'll call you tomorrow morning.", 'call Marta | tomorrow morning | 11-19 12:00'],
    ["It'll be done by the end of the week.", 'It done | by the end of the week | 11-20 18:00'],
    ["We'll let you know next week.", 'let Marta know | next week | 11-27 18:00'],
    ["I'll bring it round on Saturday.", 'bring it round | on Saturday | 11-21 12:00'],
    ["I'll look at it on Sunday.", 'look at it | on Sunday | 11-22 17:00'],
    ["I'll write to you by the 25th.", 'write to Marta | by the 25th | 11-25 18:00'],
    ['I can confirm that we will deliver on 3 December.', 'deliver | on 3 December | 12-03 18:00'],
    ["I'll get back to you in half an hour.", 'get back to Marta | in half an hour | 11-18 09:45'],
    ["I'll bring the keys at half past two.", 'bring the keys | at half past two | 11-18 14:30'],
    ["I'll send it first thing tomorrow.", 'send it | first thing tomorrow | 11-19 12:00'],
    ["I'll call you later today.", 'call Marta | later today | 11-18 18:00'],
    ["I'll send you the invoice EOD.", 'send Marta the invoice | EOD | 11-18 18:00'],
    ['I shall write to you before the weekend.', 'write to Marta | before the weekend | 11-20 18:00'],
    ['We shall reply within two business days.', 'reply | within two business days | 11-20 18:00'],
    [
      "I'll call you no later than Thursday at noon.",
      'call Marta | no later than Thursday at noon | 11-19 12:00',
    ],
    ["We'll repair it by Monday or Tuesday.", 'repair it | by Monday or Tuesday | 11-24 18:00'],
    ["We'll ship on Tuesday the 24th.", 'ship | on Tuesday the 24th | 11-24 18:00'],
    [
      'We will replace the pump by Wednesday next week.',
      'replace the pump | by Wednesday next week | 11-25 18:00',
    ],
    ["I'll call you after lunch.", 'call Marta | after lunch | 11-18 17:00'],
    ["I'll call you, Marta, by noon tomorrow.", 'call Marta | by noon tomorrow | 11-19 12:00'],
    [
      "I'll have an answer for you by Thursday noon.",
      'have an answer for Marta | by Thursday noon | 11-19 12:00',
    ],
    [
      "We'll have you back on the road by the weekend.",
      'have Marta back on the road | by the weekend | 11-20 18:00',
    ],
    ["I'll leave the papers at reception by 5pm.", 'leave the papers at reception | by 5pm | 11-18 17:00'],
    ["I'll ring you back in ten.", 'ring Marta back | in ten | 11-18 09:25'],
    ["I'll have it for you in an hour or two.", 'have it for Marta | in an hour or two | 11-18 11:15'],
    [
      'The keys will be ready for pick-up from 3pm tomorrow.',
      'The keys ready for pick-up | from 3pm tomorrow | 11-19 15:00',
    ],
    ["We'll swap the battery on Friday.", 'swap the battery | on Friday | 11-20 18:00'],
  ])('%s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['My colleague Tom will call you at 3.', 'My colleague Tom to call Marta | at 3 | 11-18 15:00'],
    ['Tom will ring you tomorrow at 10:30.', 'Tom to ring Marta | tomorrow at 10:30 | 11-19 10:30'],
    ['Tom or Mia will call you by noon.', 'Tom or Mia to call Marta | by noon | 11-18 12:00'],
    [
      'The workshop will have your car ready by five.',
      'The workshop to have Marta’s car ready | by five | 11-18 17:00',
    ],
    [
      'Someone from our team will contact you today.',
      'Someone from our team to contact Marta | today | 11-18 18:00',
    ],
    ["I'll have someone call you within the hour.", 'call Marta | within the hour | 11-18 10:15'],
    ["You'll get a call from our workshop this afternoon.", 'call Marta | this afternoon | 11-18 17:00'],
    ['You can expect my call by three.', 'call Marta | by three | 11-18 15:00'],
    ['Lena will call you on Friday at 11.', 'Lena to call Marta | on Friday at 11 | 11-20 11:00'],
    ['The tailor will have it done by Friday.', 'The tailor to have it done | by Friday | 11-20 18:00'],
    [
      'Our fitter will be with you between 3 and 5.',
      'Our fitter to be with Marta | between 3 and 5 | 11-18 17:00',
    ],
    ['Ruth has your number and phones you by 5 pm.', 'Ruth to phone Marta | by 5 pm | 11-18 17:00'],
    [
      'Susan from accounts will e-mail you today.',
      'Susan from accounts to e-mail Marta | today | 11-18 18:00',
    ],
    ['The parts will arrive on Friday.', 'The parts arrive | on Friday | 11-20 18:00'],
    ['Your suit will be pressed by Friday.', 'Marta’s suit pressed | by Friday | 11-20 18:00'],
    ['The hinge gets mended by Friday.', 'The hinge gets mended | by Friday | 11-20 18:00'],
    ['The cheque goes in the post today.', 'The cheque goes in the post | today | 11-18 18:00'],
    ['Your order will go out today.', 'Marta’s order to go out | today | 11-18 18:00'],
  ])('also from our own people: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ["Tomorrow I'll call you by ten.", 'call Marta | Tomorrow by ten | 11-19 10:00'],
    ["By noon you'll have the quote.", 'get the quote to Marta | By noon | 11-18 12:00'],
    ["By Friday at the latest we'll have it ready.", 'have it ready | By Friday at the latest | 11-20 18:00'],
    ["I promise you'll have it by Friday.", 'get it to Marta | by Friday | 11-20 18:00'],
    ['Sure, will send it tomorrow.', 'send it | tomorrow | 11-19 18:00'],
    ["I'm sending you the papers this afternoon.", 'send Marta the papers | this afternoon | 11-18 17:00'],
    ["I'm on it and will report back by noon.", 'report back | by noon | 11-18 12:00'],
    ["I'll call you by noon, okay?", 'call Marta | by noon | 11-18 12:00'],
    ["I'll call you by noon - does that work for you?", 'call Marta | by noon | 11-18 12:00'],
    ["I'll call you by noon even if there is no news.", 'call Marta | by noon | 11-18 12:00'],
    ["I'll let you know by 4 if the part is in.", 'let Marta know | by 4 | 11-18 16:00'],
    ["As I said, I'll call you by noon.", 'call Marta | by noon | 11-18 12:00'],
    ["Don't worry: I'll take care of it today.", 'take care of it | today | 11-18 18:00'],
    ["I'll book you in for Friday by noon.", 'book Marta in for Friday | by noon | 11-18 12:00'],
    [
      "I'll call you tomorrow about our meeting on Friday.",
      'call Marta about our meeting on Friday | tomorrow | 11-19 18:00',
    ],
  ])('however it is turned: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    ['We deliver the mattress tomorrow.', 'deliver the mattress | tomorrow | 11-19 18:00'],
    ['Back to you in half an hour!', 'Back to Marta | in half an hour | 11-18 09:45'],
    ["I'll call at half one.", 'call | at half one | 11-18 13:30'],
    ["I'll try your landline from 1 to 3.", 'try Marta’s landline | from 1 to 3 | 11-18 15:00'],
    ["By the end of December we'll send the bill.", 'send the bill | By the end of December | 12-31 18:00'],
    ["We'll deliver the windows in week 49.", 'deliver the windows | in week 49 | 12-04 18:00'],
    ["We'll reply within three working days.", 'reply | within three working days | 11-23 18:00'],
    [
      'You can pick up the glasses from 3 pm.',
      'have it ready for Marta to pick up the glasses | from 3 pm | 11-18 15:00',
    ],
  ])('beside a date, also in the present: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it.each([
    [
      'Promised Mr Yilmaz a call on Friday before noon.',
      'call Mr Yilmaz | on Friday before noon | 11-20 12:00',
    ],
    ['Told her we would e-mail the price list tomorrow.', 'e-mail the price list | tomorrow | 11-19 18:00'],
    ['Callback promised for tomorrow 9 am.', 'call back | for tomorrow 9 am | 11-19 09:00'],
    ['Customer upset, promised to call back tomorrow at 9.', 'call back | tomorrow at 9 | 11-19 09:00'],
  ])('in a note of a call: %s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })

  it('of a day no calendar has is asked back, and so is a date on another weekday', () => {
    expect(heard("You'll have the report by 30 February.")).toEqual([
      'get the report to Marta | by 30 February | impossible',
    ])
    expect(heard("We'll send it on Friday, 26 November.")).toEqual([
      'send it | on Friday, 26 November | 11-20 18:00 or 11-26 18:00',
    ])
    expect(heard("We'll send it on Tuesday, 17 November.")).toEqual([
      'send it | on Tuesday, 17 November | past 11-17 18:00',
    ])
  })

  it('without a time stays open', () => {
    expect(heard("I'll check.")).toEqual(['check | – | open'])
    expect(heard("I'll let you know soon.")).toEqual(['let Marta know | soon | open'])
    expect(heard("I'll call you when the part arrives.")).toEqual([
      'call Marta when the part arrives | – | open',
    ])
  })

  it('is asked when its time can be read twice, and told when it has passed', () => {
    expect(heard("I'll call you on Wednesday.")).toEqual([
      'call Marta | on Wednesday | 11-18 18:00 or 11-25 18:00',
    ])
    expect(heard("I'll call you next Friday.")).toEqual([
      'call Marta | next Friday | 11-20 18:00 or 11-27 18:00',
    ])
    expect(heard("I'll do it by 7.")).toEqual(['do it | by 7 | 11-18 19:00 or 11-19 07:00'])
    expect(heard("I'll call you by noon.", at('2026-11-18', '13:00'))).toEqual([
      'call Marta | by noon | past 11-18 12:00',
    ])
  })

  it('once for each date, and once for "check and call"', () => {
    expect(heard("I'll call you by noon and send the quote by Friday.")).toEqual([
      'call Marta | by noon | 11-18 12:00',
      'send the quote | by Friday | 11-20 18:00',
    ])
    expect(heard("We'll pick it up at 8 tomorrow and return it by 6.")).toEqual([
      'pick it up | at 8 tomorrow | 11-19 08:00',
      'return it | by 6 | 11-19 18:00',
    ])
    expect(heard("I'll check with Tom, and I'll call you by noon.")).toEqual([
      'call Marta | by noon | 11-18 12:00',
    ])
    expect(heard("We will send one out today, and you'll have it by Monday.")).toEqual([
      'send one out | today | 11-18 18:00',
      'get it to Marta | by Monday | 11-23 18:00',
    ])
  })

  it('in a whole mail, at its place', () => {
    const mail = `Hi Marta,

thank you for your patience. I'll check with the workshop and
call you tomorrow morning at the latest.

Best,
Anna
--${' '}
I'll never read this by noon

On Mon, 16 Nov 2026 at 10:00, Marta wrote:
> I'll bring it by noon`
    const [promise, ...more] = hear(mail)
    expect(more).toEqual([])
    expect(promise).toMatchObject({
      what: 'check with the workshop and call Marta',
      saidAs: 'tomorrow morning at the latest',
    })
    expect(mail.slice(promise!.start, promise!.end)).toBe(
      "I'll check with the workshop and\ncall you tomorrow morning at the latest",
    )
  })

  it('says "you" where no name is known', () => {
    expect(hearPromises("I'll call you by noon", { now, schedule })[0]!.what).toBe('call you')
  })
})

describe('no promise is heard', () => {
  const silent: Record<string, string[]> = {
    'in manners of speaking': [
      "I'll be honest: this took too long.",
      "I'll be honest, Friday was a bad day.",
      "I'll admit that we were late on Friday.",
      "I'll tell you what: Friday was great.",
      "I'll leave it at that.",
      "I'll never forget your help on Friday.",
      "We'll see what Friday brings.",
      "We'll talk.",
      "I'll have had it for a year tomorrow.",
      "I'll be there for you.",
      "I'll be glad when it's Friday.",
    ],
    'in questions': [
      'Shall I call you tomorrow?',
      'Can I call you tomorrow at ten?',
      'Would it help if I called you tomorrow?',
      'Will we have it by Friday?',
      "Do you think we'll have it by Friday?",
      'Is tomorrow by noon okay for you?',
    ],
    'in what others said': [
      "> I'll call you by noon",
      'He said "I\'ll call you by noon" and never did.',
      "You said you'll call by noon.",
      "You told me I'll get it by Friday.",
      "They promised they'd call by noon.",
      "-- \nI'll call you by noon",
      "On Mon, 16 Nov 2026, Marta wrote:\nI'll call you by noon",
    ],
    'in what the customer or others will do': [
      'You can call me tomorrow.',
      'You will send the form by Friday.',
      "You'll need to bring it by noon.",
      'As you know, you’ll collect the car on Friday.',
      'Your insurer will call you tomorrow.',
      'My wife will call you tomorrow.',
      'DHL will deliver it tomorrow.',
      'Please let me know by Friday.',
      'Call me by noon.',
      "I'll need your answer by Friday.",
      "We'll expect your payment by the 25th.",
      "I'll wait for your call tomorrow.",
    ],
    'in what is not certain': [
      "If you like, I'd call you tomorrow.",
      "If you like, I'll call you tomorrow.",
      "I'll call you if anything changes.",
      "I'll let you know if anything changes.",
      "I'll call you tomorrow if you want.",
      'I might call you tomorrow.',
      "I'll probably call you tomorrow.",
      "I hope I'll have it by Friday.",
      "I think we'll have it by Friday.",
      "I'll try to call you tomorrow.",
      "I'm not sure when we'll have it.",
      "I can't promise we'll have it by Friday.",
      'You should get it by Friday.',
      'We aim to answer within two days.',
    ],
    'in what will not be': [
      "I won't be able to call you by noon.",
      'I will not send it today.',
      "We'll never get it done by Friday.",
      "I'm afraid we won't make it by Friday.",
    ],
    'in what was': [
      'I called you yesterday at noon.',
      'We had it ready by noon.',
      'I was going to call you at noon.',
      'I promised to call you by noon and did not.',
    ],
    'in what is told to all': [
      'Orders placed before noon are normally shipped the same day.',
      'Every patient gets a call within two days.',
      "You'll get 20% off until Friday.",
      'Only until Friday: two pairs for the price of one!',
    ],
    'in notes of what others said': [
      'Customer promised to pay by Friday.',
      'Mrs Lee said she’d send the photos by Friday.',
      'Mr Petrov will ring us again tomorrow.',
      'As promised, here is the quote for Friday.',
      'We had told you it would be ready by Friday.',
    ],
    'in how things are': [
      "I'll try to call you tomorrow.",
      'The bus leaves at five.',
      'The road will be closed tomorrow.',
      "I'll be back on Monday.",
      'We close at six.',
      "I'll be away until Friday.",
      "We'll be closed tomorrow.",
      "We'll close at noon tomorrow.",
      "I'll see you tomorrow at nine.",
      "I'll be in a meeting until noon.",
      "I'll be working from home tomorrow.",
      "Tomorrow I'll be back in the office.",
      "I'll have lunch at noon.",
      "I'll take Friday off.",
      'Your appointment will be tomorrow at ten.',
      'The inspection will take two hours.',
      'The price will be valid until Friday.',
      'We are open until 18:00.',
      "We're calling about your appointment tomorrow.",
      'We usually answer within two days.',
    ],
  }
  for (const [where, texts] of Object.entries(silent)) {
    it.each(texts)(`${where}: %s`, (text) => {
      expect(heard(text)).toEqual([])
    })
  }
})

it('hears one promise where a second day is only what it is about', () => {
  const text =
    'Leave the car here and I’ll call you by two this afternoon and tell you whether Sunday is safe.'
  expect(
    hearPromises(text, { now: at('2026-11-20', '10:00'), schedule }).map((h) => [h.saidAs, h.due]),
  ).toEqual([['by two this afternoon', { kind: 'at', instant: '2026-11-20T13:00:00.000Z' }]])
})

describe('whom a note calls by name is no part of what is promised [S3-24]', () => {
  it.each([
    ["@Tom I'll bring you the key tomorrow at 9.", 'bring Marta the key | tomorrow at 9 | 11-19 09:00'],
    ['@Tom ich rufe Frau Huber am Montag um 9 an', 'Frau Huber anrufen | am Montag um 9 | 11-23 09:00'],
    ['@tom: Ich rufe Frau Huber am Montag um 9 an.', 'Frau Huber anrufen | am Montag um 9 | 11-23 09:00'],
    ['Ich rufe Frau Huber am Montag um 9 an @Tom @Mia', 'Frau Huber anrufen | am Montag um 9 | 11-23 09:00'],
    ["@Tom, I'll call @Mia on Monday at 9.", 'call @Mia | on Monday at 9 | 11-23 09:00'],
  ])('%s', (text, expected) => {
    expect(heard(text)).toEqual([expected])
  })
})
