import { z } from 'zod'
import { ANSWERS } from '../domain/goodwill/friction.ts'
import { NEXTS, SIDES, STEPS } from '../domain/goodwill/recovery.ts'
import { endpoint } from './endpoint.ts'
import { promiseInput, promiseStates } from './promises.ts'
import { id, instant, memberRef, page, pageQuery, personRef, shownId, text } from './shared.ts'

const talkRef = z.object({ id: shownId('conversation'), subject: z.string() }).nullable()

/** What is done to put something right for a person. Nothing here says whose fault it was. */
export const recoveryCase = z
  .object({
    id: shownId('recovery'),
    person: personRef,
    conversation: talkRef,
    siteId: shownId('site'),
    openedAt: instant,
    openedBy: memberRef,
    /** The steps that were taken, in any order. */
    steps: z.array(z.object({ step: z.enum(STEPS), at: instant, by: memberRef })),
    /** What they say of it and what we know, each as it stands now; null where nothing was said yet. */
    theirs: z.string().nullable(),
    known: z.string().nullable(),
    checkBackId: shownId('promise').nullable(),
    /** The promise to check back as it stands now, also where it was moved. */
    checkBack: z
      .object({ id: shownId('promise'), due: instant, state: z.enum(promiseStates), owner: memberRef })
      .nullable(),
    /** What comes next of it; null once it is closed. */
    next: z.enum(NEXTS).nullable(),
    closedAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'RecoveryCase' })

const ofCase = z.object({ recoveryId: id('recovery') })
const seen = z.object({ version: z.number().int() })

export const listRecoveryCases = endpoint({
  name: 'listRecoveryCases',
  summary:
    'What we put right for people, the latest first; those we look after again by their date. Of sensitive conversations for who may read these',
  method: 'get',
  path: '/recovery-cases',
  access: 'people.read',
  query: z.object({
    ...pageQuery,
    state: z.enum(['open', 'all']).default('open'),
    personId: id('person').optional(),
    /** `mine`: the open ones I began or promised to look after again; of one person those that ended too, where they are asked for. */
    whose: z.enum(['mine', 'all']).default('all'),
    /** Of the open ones those of which this comes next: a date, the look on that day, the close. */
    next: z.enum(NEXTS).optional(),
  }),
  reply: page(recoveryCase),
})
export const readRecoveryCase = endpoint({
  name: 'readRecoveryCase',
  summary: 'One case of putting something right',
  method: 'get',
  path: '/recovery-cases/{recoveryId}',
  access: 'people.read',
  params: ofCase,
  reply: recoveryCase,
})
export const withdrawRecoveryCase = endpoint({
  name: 'withdrawRecoveryCase',
  summary: 'Take back what one began by a slip, while nothing was done',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/withdraw',
  access: 'goodwill.give',
  params: ofCase,
  body: seen,
})
export const reopenRecoveryCase = endpoint({
  name: 'reopenRecoveryCase',
  summary: 'Take a close back',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/reopen',
  access: 'goodwill.give',
  params: ofCase,
  body: seen,
  reply: recoveryCase,
})
export const openRecoveryCase = endpoint({
  name: 'openRecoveryCase',
  summary: 'Begin to put something right for a person',
  method: 'post',
  path: '/recovery-cases',
  access: 'goodwill.give',
  body: z.object({
    id: id('recovery').optional(),
    personId: id('person'),
    conversationId: id('conversation').optional(),
    theirs: text(4000).optional(),
    known: text(4000).optional(),
  }),
  reply: recoveryCase,
})
export const takeRecoveryStep = endpoint({
  name: 'takeRecoveryStep',
  summary: 'Say that a step was taken: heard, apologised, resolved, thanked; or that it was not after all',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/steps',
  access: 'goodwill.give',
  params: ofCase,
  body: seen.extend({ step: z.enum(STEPS), taken: z.boolean().default(true) }),
  reply: recoveryCase,
})
export const sayInRecovery = endpoint({
  name: 'sayInRecovery',
  summary: 'Write down what they say of it, or what we know; what stood there before is kept',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/words',
  access: 'goodwill.give',
  params: ofCase,
  body: seen.extend({ side: z.enum(SIDES), text: text(4000) }),
  reply: recoveryCase,
})
export const listRecoveryWords = endpoint({
  name: 'listRecoveryWords',
  summary: 'All that was written down of both sides, the latest first',
  method: 'get',
  path: '/recovery-cases/{recoveryId}/words',
  access: 'people.read',
  params: ofCase,
  query: z.object(pageQuery),
  reply: page(
    z.object({
      id: shownId('recovery_words'),
      side: z.enum(SIDES),
      text: z.string(),
      saidBy: memberRef,
      at: instant,
    }),
  ),
})
export const promiseCheckBack = endpoint({
  name: 'promiseCheckBack',
  summary: 'Promise when we look after them again',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/check-back',
  access: 'goodwill.give',
  params: ofCase,
  body: promiseInput
    .pick({ id: true, text: true, due: true, saidAs: true })
    .extend({ version: z.number().int() }),
  reply: recoveryCase,
})
export const closeRecoveryCase = endpoint({
  name: 'closeRecoveryCase',
  summary: 'Close it; held only while nobody said when we look after them again',
  method: 'post',
  path: '/recovery-cases/{recoveryId}/close',
  access: 'goodwill.give',
  params: ofCase,
  body: seen,
  reply: recoveryCase,
})

/** A rule of the house, who answers for it, and how often it kept somebody from helping. */
export const houseRule = z
  .object({
    id: shownId('house_rule'),
    name: z.string(),
    owner: memberRef,
    retiredAt: instant.nullable(),
    /** How often it stopped somebody, and what was answered; `open`: not answered yet. */
    count: z.object({
      all: z.number().int(),
      open: z.number().int(),
      kept: z.number().int(),
      changed: z.number().int(),
      exception: z.number().int(),
    }),
    version: z.number().int(),
  })
  .meta({ id: 'HouseRule' })

export const listHouseRules = endpoint({
  name: 'listHouseRules',
  summary: 'The rules of the house that kept somebody from helping, the most often first',
  method: 'get',
  path: '/house-rules',
  access: 'people.read',
  query: z.object({
    ...pageQuery,
    state: z.enum(['active', 'all']).default('active'),
    /** Those with these words in their name. */
    q: z.string().trim().max(200).optional(),
  }),
  reply: page(houseRule),
})
export const changeHouseRule = endpoint({
  name: 'changeHouseRule',
  summary: 'Say who answers for a rule, what it is called, or that it is in force no more',
  method: 'patch',
  path: '/house-rules/{ruleId}',
  access: 'members.manage',
  params: z.object({ ruleId: id('house_rule') }),
  body: seen.extend({
    name: text(200).optional(),
    ownerId: id('member').optional(),
    retired: z.boolean().optional(),
  }),
  reply: houseRule,
})

/** A rule kept somebody from helping. */
export const friction = z
  .object({
    id: shownId('friction'),
    rule: z.object({ id: shownId('house_rule'), name: z.string(), owner: memberRef }),
    person: personRef.nullable(),
    conversation: talkRef,
    siteId: shownId('site'),
    words: z.string().nullable(),
    /** It belongs to a sensitive conversation I may not read: neither person nor words stand here, and I may answer all the same. */
    hidden: z.boolean(),
    by: memberRef,
    at: instant,
    answer: z.enum(ANSWERS).nullable(),
    answerWords: z.string().nullable(),
    answeredBy: memberRef.nullable(),
    answeredAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Friction' })

export const listFrictions = endpoint({
  name: 'listFrictions',
  summary:
    'What kept us from helping, the latest first; of sensitive conversations for who may read these, and bare for who answers',
  method: 'get',
  path: '/frictions',
  access: 'people.read',
  query: z.object({
    ...pageQuery,
    state: z.enum(['open', 'all']).default('open'),
    /** `to_answer`: of rules I answer for. `noted`: what I noted. */
    whose: z.enum(['to_answer', 'noted', 'all']).default('all'),
    ruleId: id('house_rule').optional(),
  }),
  reply: page(friction),
})
export const readFriction = endpoint({
  name: 'readFriction',
  summary: 'Once that a rule kept us from helping',
  method: 'get',
  path: '/frictions/{frictionId}',
  access: 'people.read',
  params: z.object({ frictionId: id('friction') }),
  reply: friction,
})
export const withdrawFriction = endpoint({
  name: 'withdrawFriction',
  summary: 'Take back what one noted by a slip, before it is answered',
  method: 'post',
  path: '/frictions/{frictionId}/withdraw',
  access: 'goodwill.give',
  params: z.object({ frictionId: id('friction') }),
  body: seen,
})
export const noteFriction = endpoint({
  name: 'noteFriction',
  summary:
    'Say that a rule kept one from helping; a rule nobody named before is answered for by whoever leads',
  method: 'post',
  path: '/frictions',
  access: 'goodwill.give',
  body: z.object({
    id: id('friction').optional(),
    ruleId: id('house_rule').optional(),
    /** By its name, where it is not known yet. */
    rule: text(200).optional(),
    personId: id('person').optional(),
    conversationId: id('conversation').optional(),
    words: text(2000).optional(),
  }),
  reply: friction,
})
export const answerFriction = endpoint({
  name: 'answerFriction',
  summary: 'Answer for a rule: it is kept, it is changed, or this was an exception; with why',
  method: 'post',
  path: '/frictions/{frictionId}/answer',
  access: 'goodwill.give',
  params: z.object({ frictionId: id('friction') }),
  body: seen.extend({ answer: z.enum(ANSWERS), words: z.string().trim().max(2000) }),
  reply: friction,
})
