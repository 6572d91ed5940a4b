import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, localDate, page, pageQuery, personRef, shownId, text } from './shared.ts'

export const approaches = ['welcome', 'greet_only', 'ask'] as const
export const handleKinds = ['email', 'phone', 'chat'] as const
export const thingKinds = ['vehicle', 'home', 'account', 'other'] as const

export const handle = z
  .object({
    id: shownId('handle'),
    kind: z.enum(handleKinds),
    /** As people write it. */
    shown: z.string(),
    /** As we compare it: lower-case address, E.164 number. */
    value: z.string(),
    label: z.string().nullable(),
    trust: z.enum(['verified', 'seen', 'typed']),
    /** When it was brought along from before, where nobody here typed it. */
    broughtAt: instant.nullable(),
    /** Since when mail to it comes back, and why as the other server said. */
    returnedAt: instant.nullable(),
    returnedWhy: z.string().nullable(),
    /** Others who share it (a family's address). */
    sharedWith: z.array(personRef),
  })
  .meta({ id: 'Handle' })

export const thing = z
  .object({
    id: shownId('thing'),
    kind: z.enum(thingKinds),
    name: z.string(),
    vin: z.string().nullable(),
    plate: z.string().nullable(),
    note: z.string().nullable(),
    role: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'Thing' })

export const personLine = personRef.extend({
  sayName: z.string().nullable(),
  approach: z.enum(approaches),
  handles: z.array(z.string()),
  things: z.array(z.string()),
  lastSeenAt: instant.nullable(),
  /** What of them a search found, where it was not the name: an address, a telephone, a thing. */
  found: z.string().nullable(),
})

const group = (kind: 'household' | 'organisation') =>
  z.object({
    id: shownId(kind),
    name: z.string(),
    role: z.string().nullable(),
    members: z.array(personRef.extend({ role: z.string().nullable() })),
  })

/** That somebody speaks for a person or an organisation: as what, and from which day to which. */
export const speaksFor = z
  .object({
    id: z.string(),
    speaker: personRef,
    for: z.object({ kind: z.enum(['person', 'organisation']), id: z.string(), name: z.string() }),
    role: z.string(),
    since: localDate.nullable(),
    until: localDate.nullable(),
    version: z.number(),
  })
  .meta({ id: 'SpeaksFor' })

export const person = z
  .object({
    id: shownId('person'),
    /** What we call them: the name, else an address, else "Someone". */
    name: z.string(),
    givenName: z.string(),
    sayName: z.string().nullable(),
    languages: z.array(z.string()),
    approach: z.enum(approaches),
    goodToKnow: z.string(),
    accessNeeds: z.string().nullable(),
    sensitive: z.boolean(),
    knownSince: localDate.nullable(),
    lastSeenAt: instant.nullable(),
    createdAt: instant,
    version: z.number(),
    handles: z.array(handle),
    households: z.array(group('household')),
    organisations: z.array(group('organisation')),
    things: z.array(thing),
    /** What was noted with records that were merged into this one, and stays theirs. */
    alsoKnown: z.array(
      personRef.extend({
        sayName: z.string().nullable(),
        goodToKnow: z.string(),
        accessNeeds: z.string().nullable(),
        version: z.number(),
      }),
    ),
    /** The merges that made this one person, the latest first; each can be undone. */
    merges: z.array(
      z.object({
        id: z.string(),
        merged: personRef,
        into: personRef,
        at: instant,
        by: z.string().nullable(),
        reasons: z.array(z.string()),
      }),
    ),
    speaksFor: z.array(speaksFor),
    spokenForBy: z.array(speaksFor),
  })
  .meta({ id: 'Person' })

const personFields = {
  name: text(200, 0),
  sayName: text(200).nullable(),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag like de or pt-BR'))
    .max(10),
  approach: z.enum(approaches),
  goodToKnow: text(4000, 0),
  accessNeeds: text(1000).nullable(),
  sensitive: z.boolean(),
  knownSince: z.iso.date().pipe(localDate).nullable(),
}
const personId = z.object({ personId: id('person') })

export const listPeople = endpoint({
  name: 'listPeople',
  summary: 'People, the last seen first; or those found by name, address, telephone, plate or VIN',
  method: 'get',
  path: '/people',
  access: 'people.read',
  query: z.object({ ...pageQuery, q: text(200, 0).optional() }),
  reply: page(personLine),
})
export const addPerson = endpoint({
  name: 'addPerson',
  summary: 'Add a person',
  method: 'post',
  path: '/people',
  access: 'people.write',
  body: z.object({
    id: id('person').optional(),
    ...z.object(personFields).partial().shape,
    handles: z
      .array(z.object({ kind: z.enum(handleKinds), value: text(254), label: text(60).nullable().optional() }))
      .max(20)
      .optional(),
  }),
  reply: person,
})
export const readPerson = endpoint({
  name: 'readPerson',
  summary: 'One person whole',
  method: 'get',
  path: '/people/{personId}',
  access: 'people.read',
  params: personId,
  reply: person,
})
export const changePerson = endpoint({
  name: 'changePerson',
  summary: 'Change what we know of a person',
  method: 'patch',
  path: '/people/{personId}',
  access: 'people.write',
  params: personId,
  body: z.object({ ...z.object(personFields).partial().shape, version: z.number().int() }),
  reply: person,
})
export const changeNoted = endpoint({
  name: 'changeNoted',
  summary: 'Change what was noted with a record that was merged into a person, and stays theirs',
  method: 'patch',
  path: '/people/{personId}/noted/{recordId}',
  access: 'people.write',
  params: z.object({ personId: id('person'), recordId: id('person') }),
  body: z.object({
    ...z.object(personFields).pick({ sayName: true, goodToKnow: true, accessNeeds: true }).shape,
    version: z.number().int(),
  }),
  reply: person,
})
export const addHandle = endpoint({
  name: 'addHandle',
  summary: 'Add an address, a telephone or a chat id',
  method: 'post',
  path: '/people/{personId}/handles',
  access: 'people.write',
  params: personId,
  body: z.object({ kind: z.enum(handleKinds), value: text(254), label: text(60).nullable().optional() }),
  reply: person,
})
export const removeHandle = endpoint({
  name: 'removeHandle',
  summary: 'Take an address off a person',
  method: 'post',
  path: '/people/{personId}/handles/{handleId}/remove',
  access: 'people.write',
  params: personId.extend({ handleId: id('handle') }),
  reply: person,
})
export const sayHandleWorks = endpoint({
  name: 'sayHandleWorks',
  summary: 'Say that an address works again which mail came back from',
  method: 'post',
  path: '/people/{personId}/handles/{handleId}/works',
  access: 'people.write',
  params: personId.extend({ handleId: id('handle') }),
  reply: person,
})
const joining = z.object({
  /** An existing one, or the name of a new one. */
  id: id('group').optional(),
  name: text(200).optional(),
  role: text(60).nullable().optional(),
})
export const joinHousehold = endpoint({
  name: 'joinHousehold',
  summary: 'Put a person into a household, existing or new',
  method: 'post',
  path: '/people/{personId}/households',
  access: 'people.write',
  params: personId,
  body: joining,
  reply: person,
})
export const leaveHousehold = endpoint({
  name: 'leaveHousehold',
  summary: 'Take a person out of a household',
  method: 'post',
  path: '/people/{personId}/households/{groupId}/leave',
  access: 'people.write',
  params: personId.extend({ groupId: id('household') }),
  reply: person,
})
export const joinOrganisation = endpoint({
  name: 'joinOrganisation',
  summary: 'Tie a person to an organisation, existing or new',
  method: 'post',
  path: '/people/{personId}/organisations',
  access: 'people.write',
  params: personId,
  body: joining,
  reply: person,
})
export const leaveOrganisation = endpoint({
  name: 'leaveOrganisation',
  summary: 'Untie a person from an organisation',
  method: 'post',
  path: '/people/{personId}/organisations/{groupId}/leave',
  access: 'people.write',
  params: personId.extend({ groupId: id('organisation') }),
  reply: person,
})
export const listGroups = endpoint({
  name: 'listGroups',
  summary: 'Households or organisations by name, to choose from',
  method: 'get',
  path: '/groups',
  access: 'people.read',
  query: z.object({ kind: z.enum(['household', 'organisation']), q: text(200, 0).optional() }),
  reply: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
})
const thingFields = {
  kind: z.enum(thingKinds),
  name: text(200),
  vin: text(40).nullable(),
  plate: text(20).nullable(),
  note: text(2000).nullable(),
}
export const addThing = endpoint({
  name: 'addThing',
  summary: 'Add a thing a person owns or uses: a vehicle, a home, an account',
  method: 'post',
  path: '/people/{personId}/things',
  access: 'people.write',
  params: personId,
  body: z.object({ id: id('thing').optional(), ...thingFields, role: text(60).nullable().optional() }),
  reply: person,
})
export const changeThing = endpoint({
  name: 'changeThing',
  summary: 'Change a thing, or let it go (released: this person has it no more; false: has it again)',
  method: 'patch',
  path: '/people/{personId}/things/{thingId}',
  access: 'people.write',
  params: personId.extend({ thingId: id('thing') }),
  body: z.object({
    ...z.object(thingFields).partial().shape,
    role: text(60).nullable().optional(),
    released: z.boolean().optional(),
    version: z.number().int(),
  }),
  reply: person,
})
