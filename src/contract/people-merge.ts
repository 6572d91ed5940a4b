import { z } from 'zod'
import { DUPLICATE_REASONS } from '../domain/people/duplicates.ts'
import { endpoint } from './endpoint.ts'
import { approaches, person, personLine } from './people.ts'
import { id, instant, localDate, page, pageQuery, personRef, text } from './shared.ts'

const personId = z.object({ personId: id('person') })
const reason = z.enum(DUPLICATE_REASONS)

/** What a merge would leave: nothing is lost, and what is stricter of both holds. */
export const mergePreview = z
  .object({
    survivor: personLine.extend({ version: z.number() }),
    merged: personLine.extend({ version: z.number() }),
    reasons: z.array(reason),
    after: z.object({
      name: z.string(),
      sayName: z.string().nullable(),
      approach: z.enum(approaches),
      sensitive: z.boolean(),
      languages: z.array(z.string()),
      knownSince: localDate.nullable(),
      handles: z.array(z.string()),
      things: z.array(z.string()),
      households: z.array(z.string()),
      /** We may write to them no more, because it was so of either. */
      never: z.boolean(),
      /** What either wants no more: purposes and ways. */
      withdrawn: z.array(z.object({ switch: z.string(), channel: z.string() })),
      /** Each of them has a link to their own page that works: both would show everything. */
      pagesShown: z.boolean(),
    }),
  })
  .meta({ id: 'MergePreview' })

export const previewMerge = endpoint({
  name: 'previewMerge',
  summary: 'What merging another record into this person would leave, before it is done',
  method: 'get',
  path: '/people/{personId}/merge-preview',
  access: 'people.write',
  params: personId,
  query: z.object({ merged: id('person') }),
  reply: mergePreview,
})
export const mergePerson = endpoint({
  name: 'mergePerson',
  summary: 'Merge another record into this person; it can be undone at any time, and then nothing is lost',
  method: 'post',
  path: '/people/{personId}/merge',
  access: 'people.write',
  params: personId,
  body: z.object({
    mergedId: id('person'),
    /** The versions that were looked at. */
    version: z.number().int(),
    mergedVersion: z.number().int(),
  }),
  reply: person,
})
export const undoMerge = endpoint({
  name: 'undoMerge',
  summary:
    'Undo one merge: both are again what they were, and what came in between stands with whom it came from',
  method: 'post',
  path: '/merges/{mergeId}/undo',
  access: 'people.write',
  params: z.object({ mergeId: id('merge') }),
  reply: z.object({ survivor: person, merged: person }),
})

export const duplicate = z.object({
  first: personLine,
  second: personLine,
  reasons: z.array(reason),
  foundAt: instant,
})
export const listDuplicates = endpoint({
  name: 'listDuplicates',
  summary: 'Who may be one person, and why, the surest first',
  method: 'get',
  path: '/duplicates',
  access: 'people.read',
  query: z.object(pageQuery),
  reply: page(duplicate),
})
export const listDuplicatesOf = endpoint({
  name: 'listDuplicatesOf',
  summary: 'Who may be the same as a person, and why, the surest first',
  method: 'get',
  path: '/people/{personId}/duplicates',
  access: 'people.read',
  params: personId,
  reply: z.object({ items: z.array(z.object({ person: personRef, reasons: z.array(reason) })) }),
})
const two = z.object({ firstId: id('person'), secondId: id('person') })
export const dismissDuplicate = endpoint({
  name: 'dismissDuplicate',
  summary: 'Say that they are two: it is not proposed again',
  method: 'post',
  path: '/duplicates/dismiss',
  access: 'people.write',
  body: two,
})
export const restoreDuplicate = endpoint({
  name: 'restoreDuplicate',
  summary: 'Take back that they are two',
  method: 'post',
  path: '/duplicates/restore',
  access: 'people.write',
  body: two,
})

export const shareHandle = endpoint({
  name: 'shareHandle',
  summary: 'Say that an address or telephone belongs to another person too, without merging them',
  method: 'post',
  path: '/people/{personId}/handles/{handleId}/share',
  access: 'people.write',
  params: personId.extend({ handleId: id('handle') }),
  body: z.object({ withPersonId: id('person') }),
  reply: person,
})

export const addSpeaksFor = endpoint({
  name: 'addSpeaksFor',
  summary: 'Write down that a person speaks for another, or for an organisation',
  method: 'post',
  path: '/people/{personId}/speaks-for',
  access: 'people.write',
  params: personId,
  body: z.object({
    id: id('speaks_for').optional(),
    /** One of the two. */
    forPersonId: id('person').optional(),
    forOrganisationId: id('organisation').optional(),
    /** As what: mother, carer, fleet manager. */
    role: text(60, 0),
    since: z.iso.date().pipe(localDate).nullable().optional(),
    until: z.iso.date().pipe(localDate).nullable().optional(),
  }),
  reply: person,
})
export const endSpeaksFor = endpoint({
  name: 'endSpeaksFor',
  summary:
    'Write down that somebody speaks for another no more (or, with ended false, that they do after all)',
  method: 'post',
  path: '/speaks-for/{speaksForId}/end',
  access: 'people.write',
  params: z.object({ speaksForId: id('speaks_for') }),
  body: z.object({ ended: z.boolean(), version: z.number().int() }),
  reply: person,
})
