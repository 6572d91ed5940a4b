import type { ConversationId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { logCall } from '../channels/actions-calls.ts'
import { declineHelp, greetArrival, someoneIsHere } from '../channels/actions-counter.ts'
import { addForm } from '../channels/actions-forms.ts'
import { sendReply } from '../channels/actions-replies.ts'
import { finishNextContact, setNextContact, writeFromPage } from '../contact/actions.ts'
import { assignConversation, snoozeConversation, writeNote } from '../conversations/actions.ts'
import { offerHandover } from '../conversations/actions-handovers.ts'
import { writeNeed } from '../conversations/actions-needs.ts'
import * as talk from '../conversations/store.ts'
import type { Act } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { keepPromise, makePromise, movePromise, updatePromise } from '../promises/actions.ts'
import { findPromise } from '../promises/store.ts'
import type { ColleagueName, CustomerName } from './cast.ts'
import { tellGoodwill } from './goodwill-story.ts'
import type { Stage } from './stage.ts'

/** Tells the months before, and the morning until 10:12. */
export async function tellStory(s: Stage): Promise<void> {
  await addForm(s.as('Ana', s.at(150, '12:00')), {
    siteId: s.siteId,
    name: 'Write to the service desk',
    intro: 'Tell us what you need. A person reads it, and you hear from us the same working day.',
    thanks: 'Thank you. It is with Ana at the service desk.',
  })
  await months(s)
  await lastDays(s)
  await tellGoodwill(s)
  await thisMorning(s)
}

/** History: each customer's earlier dealings, closed well. */
async function months(s: Stage): Promise<void> {
  const done: [number, CustomerName, ColleagueName, string, string, string][] = [
    [
      188,
      'marta',
      'Ana',
      'Summer check for the Fabia?',
      'Tuesday 8:30 is yours, Marta. Bring the spare key, please.',
      'Summer check',
    ],
    [
      171,
      'ole',
      'Dina',
      'Do you have a roof box for a V60?',
      'We do, Ole. It is put aside under your name.',
      'Collect the roof box',
    ],
    [
      152,
      'helen',
      'Ana',
      'The Mini pulls to the left.',
      'Come by at ten, Helen, Luis will take it for a drive with you.',
      'Look at the tyres again',
    ],
    [
      133,
      'anna',
      'Ana',
      'We want to sleep in the camper in July. Is the heater safe?',
      'Luis tested it this morning: it is safe. Have a good journey.',
      'Hear how the journey was',
    ],
    [
      118,
      'kemal',
      'Dina',
      'Third van, same rattle.',
      'It was the heat shield, on all three. It is fixed, nothing to pay.',
      'Service for all three vans',
    ],
    [
      96,
      'priya',
      'Ana',
      'Is 12,000 km too early for a service?',
      'A little, Priya. November is soon enough, and we will remember.',
      'Service in November',
    ],
    [
      74,
      'tomas',
      'Ana',
      'Waited an hour for the loaner.',
      'That was our mistake, Tomás. Next time one is kept ready for you.',
      'Inspection',
    ],
    [
      60,
      'ewa',
      'Dina',
      'Can somebody meet me at the station?',
      'Milo will be there at 9:05 with the blue car.',
      'Winter tyres',
    ],
    [
      41,
      'jonas',
      'Ana',
      'The gearbox jumps out of third.',
      'We found it, Jonas. The part comes from the factory; I will tell you how it stands.',
      'Gearbox',
    ],
    [
      26,
      'giulia',
      'Ana',
      'I am only looking for a small car, no hurry.',
      'Look as long as you like, Giulia. Ask when you want to sit in one.',
      'Come by again',
    ],
  ]
  for (const [days, who, by, asked, answered, next] of done) {
    const id = await hears(s, who, s.at(days, '08:50'), asked)
    await sendReply(s.as(by, s.at(days, '09:20')), id, { text: answered, close: true })
    // What was looked forward to took place two months on.
    const then = s.at(days - 60, '10:00')
    if (days <= 80) continue
    const contact = await setNextContact(s.as(by, s.at(days, '09:21')), s.person[who], {
      what: next,
      due: then,
      told: true,
      conversationId: id,
    })
    await finishNextContact(s.as(by, then), contact)
  }
  for (const [days, who, what, minutes] of [
    [140, 'marta', 'Ana sends the May invoice again', 45],
    [90, 'kemal', 'Ana sends the invoice for the three vans', 30],
    [55, 'tomas', 'Ana keeps a loaner ready for Tomás', 25],
    [33, 'helen', 'Ana calls Helen about the tyres', 95],
  ] as const) {
    const promise = await makePromise(s.as('Ana', s.at(days, '10:00')), {
      text: what,
      saidAs: 'within the hour',
      due: s.at(days, '11:00'),
      toPersonId: s.person[who],
    })
    await keep(
      s,
      'Ana',
      promise,
      new Date(Date.parse(s.at(days, '10:00')) + minutes * 60_000).toISOString() as Instant,
    )
  }
}

/** The days before: what is still open this morning. */
async function lastDays(s: Stage): Promise<void> {
  // Jonas waits for a gearbox and hears how it stands.
  const gearbox = await logCall(s.as('Ana', s.at(2, '17:20')), {
    personId: s.person.jonas,
    direction: 'out',
    summary: 'Told Jonas that the gearbox is ordered from the factory.',
  })
  const jonas = await makePromise(s.as('Ana', s.at(2, '17:21')), {
    text: 'You hear from Ana about the gearbox',
    saidAs: 'by Friday evening',
    due: s.at(-1, '17:00'),
    nextUpdateDue: s.at(1, '17:00'),
    conversationId: gearbox,
  })
  const promise = await load(s, jonas)
  await updatePromise(s.as('Ana', s.at(1, '16:10')), jonas, {
    kind: 'progress',
    text: 'The part is ordered; the factory ships on Thursdays.',
    nextUpdateDue: s.at(0, '15:30'),
    toldBy: 'phone',
    version: promise.version,
  })

  // Priya gets two prices.
  const tyres = await logCall(s.as('Ana', s.at(1, '16:40')), {
    personId: s.person.priya,
    direction: 'in',
    summary: 'Could you call me with both prices for winter tyres?',
  })
  await makePromise(s.as('Ana', s.at(1, '16:41')), {
    text: 'Ana calls Priya with both prices for winter tyres',
    saidAs: 'by two tomorrow',
    due: s.at(0, '14:00'),
    conversationId: tyres,
  })

  // Kemal's invoice is late, and Dina has moved it once.
  const invoice = await hears(s, 'kemal', s.at(3, '09:05'), 'Could you send me the invoice of October again?')
  const first = await makePromise(s.as('Dina', s.at(3, '09:30')), {
    text: 'Dina sends the invoice of October',
    saidAs: 'by Tuesday',
    due: s.at(2, '18:00'),
    conversationId: invoice,
  })
  await assignConversation(s.as('Dina', s.at(3, '09:31')), invoice, s.member.Dina)
  const due = await load(s, first)
  await movePromise(s.as('Dina', s.at(2, '15:00')), first, {
    due: s.at(1, '18:00'),
    saidAs: 'by Wednesday evening',
    reason: 'the books are with the accountant until Wednesday',
    toldCustomer: true,
    toldBy: 'phone',
    version: due.version,
  })

  // Ewa comes tomorrow by train and asks whether the part is there.
  const ewa = await hears(s, 'ewa', s.at(1, '18:20'), 'Is the part there? I come by train tomorrow at 9:15.')
  await writeNote(s.as('Dina', s.at(0, '08:05')), ewa, {
    text: 'The sensor is on the van from Potsdam, here by noon.',
  })
  await setNextContact(s.as('Ana', s.at(8, '11:00')), s.person.ewa, {
    what: 'The sensor is fitted',
    due: s.at(-1, '09:15'),
    told: true,
  })
  await setNextContact(s.as('Ana', s.at(5, '11:00')), s.person.tomas, {
    what: 'Inspection, a loaner is kept ready',
    due: s.at(0, '11:15'),
    told: true,
  })
  await setNextContact(s.as('Ana', s.at(5, '11:10')), s.person.anna, {
    what: 'Service for the camper, a table is set',
    due: s.at(0, '14:00'),
    told: true,
  })

  // Ole sleeps until next week.
  const ole = await hears(s, 'ole', s.at(2, '10:10'), 'Remind me about the winter wheels when it gets cold.')
  await assignConversation(s.as('Ana', s.at(2, '10:20')), ole, s.member.Ana)
  await snoozeConversation(s.as('Ana', s.at(2, '10:20')), ole, s.at(-5, '08:00'))
}

/** The morning of the day itself. */
async function thisMorning(s: Stage): Promise<void> {
  const camper = await hears(
    s,
    'anna',
    s.at(0, '08:12'),
    'We will be five this afternoon, is there a place to sit?',
  )
  await assignConversation(s.as('Ana', s.at(0, '08:20')), camper, s.member.Ana)

  const sensor = await makePromise(s.as('Ana', s.at(0, '08:30')), {
    text: 'Ana tells Dina which sensor the Fabia needs',
    saidAs: 'today',
    due: s.at(0, '18:00'),
    toMemberId: s.member.Dina,
  })
  await load(s, sensor)

  const helen = await someoneIsHere(s.as('Milo', s.at(0, '09:28')), { personId: s.person.helen })
  await greetArrival(s.as('Luis', s.at(0, '09:29')), helen, true)
  await writeNeed(s.as('Luis', s.at(0, '09:35')), helen, {
    words: 'New brake fluid, and to wait here for it',
  })
  await makePromise(s.as('Luis', s.at(0, '09:40')), {
    text: 'The Mini is ready',
    saidAs: 'by four',
    due: s.at(0, '16:00'),
    conversationId: helen,
  })

  const giulia = await someoneIsHere(s.as('Milo', s.at(0, '10:01')), { personId: s.person.giulia })
  await declineHelp(s.as('Ana', s.at(0, '10:02')), giulia)

  const samuel = await hears(
    s,
    'samuel',
    s.at(0, '09:44'),
    'It is my first time with you: what do I bring tomorrow at eight?',
  )
  await offerHandover(s.as('Dina', s.at(0, '09:55')), samuel, {
    toMemberId: s.member.Ana,
    told: 'First visit. He has questions I cannot answer; you know the appointment.',
  })
}

/** A customer writes on their own page; gives back the conversation. */
async function hears(s: Stage, who: CustomerName, at: Instant, text: string): Promise<ConversationId> {
  const ana = s.as('Ana', at)
  const act: Act = { ...ana, actor: { kind: 'person', id: s.person[who] } }
  await writeFromPage(act, s.person[who], { text })
  const [latest] = await ana.db.read(ana.workspaceId, (db) => talk.listOfPerson(db, s.person[who], 1))
  if (!latest) throw new Refused(refuse('not_found'))
  return latest.id
}

async function keep(s: Stage, who: ColleagueName, id: PromiseId, at: Instant): Promise<void> {
  await keepPromise(s.as(who, at), id, (await load(s, id)).version)
}

async function load(s: Stage, id: PromiseId) {
  const ana = s.as('Ana', s.at(0, '08:00'))
  const promise = await ana.db.read(ana.workspaceId, (db) => findPromise(db, id))
  if (!promise) throw new Refused(refuse('not_found'))
  return promise
}
