import { z } from 'zod'
import { PERIODS } from '../domain/goodwill/authority.ts'
import { EVIDENCE, GESTURE_KINDS, GIVEN_BY, REVERSED_TOLD } from '../domain/goodwill/gesture.ts'
import { isCurrency, MOST_MINOR } from '../domain/shared/money.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, shownId, text } from './shared.ts'

const currency = z.string().refine(isCurrency).meta({ description: 'a currency, ISO 4217: EUR' })
const amount = z.number().int().min(0).max(MOST_MINOR)

/** An amount in the minor units of its currency: 4990 of EUR is 49.90. */
export const moneyIn = z.strictObject({ minor: amount.min(1), currency })
const money = z.object({ minor: z.number().int(), currency: z.string() })

/** What a member, or everybody of a role, may decide by themselves; amounts in minor units, or how many where there is no currency. */
export const authorityLimit = z
  .object({
    id: shownId('authority_limit'),
    role: z.enum(['owner', 'manager', 'member']).nullable(),
    member: memberRef.nullable(),
    /** Null: every kind that is paid, together. */
    kind: z.enum(GESTURE_KINDS).nullable(),
    siteId: shownId('site').nullable(),
    currency: z.string().nullable(),
    perCase: z.number().int().nullable(),
    perCustomer: z.number().int().nullable(),
    perMember: z.number().int().nullable(),
    /** For `perCustomer` and `perMember`: so long back from now (30 days for a month). */
    period: z.enum(PERIODS),
    validFrom: instant,
    endedAt: instant.nullable(),
    grantedBy: memberRef,
    reason: z.string(),
  })
  .meta({ id: 'AuthorityLimit' })

export const listAuthorityLimits = endpoint({
  name: 'listAuthorityLimits',
  summary: 'What who may decide by themselves, the latest first; those that hold now, or all there ever were',
  method: 'get',
  path: '/authority-limits',
  access: 'people.read',
  query: z.object({ ...pageQuery, state: z.enum(['active', 'all']).default('active') }),
  reply: page(authorityLimit),
})
export const grantAuthority = endpoint({
  name: 'grantAuthority',
  summary:
    'Say what a member or a role may decide by themselves; it takes the place of one for the very same',
  method: 'post',
  path: '/authority-limits',
  access: 'authority.manage',
  body: z.object({
    id: id('authority_limit').optional(),
    role: z.enum(['owner', 'manager', 'member']).nullable().default(null),
    memberId: id('member').nullable().default(null),
    kind: z.enum(GESTURE_KINDS).nullable().default(null),
    siteId: id('site').nullable().default(null),
    currency: currency.nullable().default(null),
    perCase: amount.nullable().default(null),
    perCustomer: amount.nullable().default(null),
    perMember: amount.nullable().default(null),
    period: z.enum(PERIODS).default('month'),
    reason: text(500),
  }),
  reply: authorityLimit,
})
export const endAuthority = endpoint({
  name: 'endAuthority',
  summary: 'End a limit from now on; what was given within it stays',
  method: 'post',
  path: '/authority-limits/{limitId}/end',
  access: 'authority.manage',
  params: z.object({ limitId: id('authority_limit') }),
  reply: authorityLimit,
})

export const readAuthority = endpoint({
  name: 'readAuthority',
  summary: 'What I may decide myself now for a person: of each kind how much is left',
  method: 'get',
  path: '/authority',
  access: 'goodwill.give',
  query: z.object({ personId: id('person'), conversationId: id('conversation').optional() }),
  reply: z.object({
    /** Why I may not decide it alone, whatever is left: it is for myself, my family, or a colleague. */
    near: z.enum(['self', 'family', 'colleague']).nullable(),
    /** The currency that is proposed: that of the workspace's country, or the first in which something is set where it is not among these. */
    currency: z.string(),
    kinds: z.array(
      z.object({
        kind: z.enum(GESTURE_KINDS),
        /** In each currency in which something is set, or that of the country; null for what is counted. */
        currency: z.string().nullable(),
        /** Minor units or how many; null where nothing bounds me. */
        left: z.number().int().nullable(),
        /** The same in an emergency, where nobody answers an ask. */
        emergency: z.number().int().nullable(),
      }),
    ),
  }),
})
export const readWhomToAsk = endpoint({
  name: 'readWhomToAsk',
  summary:
    'Who would be asked for a gesture now, and by when they would answer; nobody where nobody is there',
  method: 'get',
  path: '/authority/whom-to-ask',
  access: 'goodwill.give',
  query: z.object({
    personId: id('person'),
    conversationId: id('conversation').optional(),
    kind: z.enum(GESTURE_KINDS),
    minor: z.coerce.number().int().min(1).max(MOST_MINOR).optional(),
    currency: currency.optional(),
  }),
  reply: z.object({ holder: memberRef.nullable(), answerBy: instant, emergencyFrom: instant }),
})

/** Something that was given to a person, or waits for a yes. */
export const gesture = z
  .object({
    id: shownId('gesture'),
    person: z.object({ id: shownId('person'), name: z.string() }),
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    siteId: shownId('site'),
    kind: z.enum(GESTURE_KINDS),
    money: money.nullable(),
    why: z.string(),
    evidence: z.enum(EVIDENCE),
    cause: z.object({ id: shownId('cause'), name: z.string() }).nullable(),
    madeBy: memberRef,
    madeAt: instant,
    givenAt: instant.nullable(),
    givenBy: z.enum(GIVEN_BY).nullable(),
    /** By whose word, where it was somebody else’s. */
    allowedBy: memberRef.nullable(),
    reversedAt: instant.nullable(),
    reversedWhy: z.string().nullable(),
    reversedBy: memberRef.nullable(),
    /** How whom it was for heard that it was an error; and by which promise, where one was made for it. */
    reversedTold: z.enum(REVERSED_TOLD).nullable(),
    toldPromiseId: shownId('promise').nullable(),
    /** What colleagues may learn of it. */
    lesson: z.object({ text: z.string(), by: memberRef, at: instant }).nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Gesture' })

export const listGestures = endpoint({
  name: 'listGestures',
  summary: 'What was given to a person, the latest first; of sensitive conversations for who may read these',
  method: 'get',
  path: '/gestures',
  access: 'people.read',
  query: z.object({ ...pageQuery, personId: id('person') }),
  reply: page(gesture),
})
export const readGesture = endpoint({
  name: 'readGesture',
  summary: 'One gesture; of a sensitive conversation for who may read that',
  method: 'get',
  path: '/gestures/{gestureId}',
  access: 'people.read',
  params: z.object({ gestureId: id('gesture') }),
  reply: gesture,
})
export const makeGesture = endpoint({
  name: 'makeGesture',
  summary:
    'Give a person something within one’s own authority. It hangs on nothing: what it would be tied to has no place here',
  method: 'post',
  path: '/gestures',
  access: 'goodwill.give',
  body: z.strictObject({
    id: id('gesture').optional(),
    personId: id('person'),
    conversationId: id('conversation').optional(),
    kind: z.enum(GESTURE_KINDS),
    money: moneyIn.nullable().default(null),
    why: text(500),
    evidence: z.enum(EVIDENCE).default('none'),
    /** What it was for, in a word or two by which colleagues find it again. */
    cause: text(120).optional(),
  }),
  reply: gesture,
})
export const reverseGesture = endpoint({
  name: 'reverseGesture',
  summary:
    'Take back what was given by error, with a reason; and how they hear of it: told already, or by a promise',
  method: 'post',
  path: '/gestures/{gestureId}/reverse',
  access: 'goodwill.give',
  params: z.object({ gestureId: id('gesture') }),
  body: z.object({
    why: text(500),
    /** `at_once`: whoever gave it slipped a moment ago, and nobody was told of it yet. */
    told: z.enum(REVERSED_TOLD),
    /** Where it is promised: by when they are told. */
    due: instantIn.optional(),
    version: z.number().int(),
  }),
  reply: gesture,
})
/** Somebody is asked to allow a gesture; promised are an answer to who asks, and a word to whom it is for. */
export const authorityAsk = z
  .object({
    id: shownId('authority_ask'),
    gesture,
    askedBy: memberRef,
    askedAt: instant,
    /** Who is asked now; null where nobody with enough authority is there. */
    holder: memberRef.nullable(),
    answerBy: instant,
    /** Everybody who was asked, the first first; each of them may answer. */
    asked: z.array(memberRef),
    /** From when whoever asked may help themselves. */
    emergencyFrom: instant,
    settledAt: instant.nullable(),
    outcome: z.enum(['granted', 'refused', 'emergency', 'withdrawn']).nullable(),
    settledBy: memberRef.nullable(),
    /** Why not: what one may tell the customer. */
    why: z.string().nullable(),
    /** What was promised to whom it is for, as it stands now: by the last date they were told. */
    customerPromiseId: shownId('promise'),
    /** By when they hear of it, and whether they still wait for that. */
    customerBy: instant,
    customerWaits: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'AuthorityAsk' })

const ofAsk = z.object({ askId: id('authority_ask') })
const seen = z.object({ version: z.number().int() })

export const listAuthorityAsks = endpoint({
  name: 'listAuthorityAsks',
  summary: 'What I asked to be allowed, and what I was asked to allow, the latest first',
  method: 'get',
  path: '/authority-asks',
  access: 'goodwill.give',
  query: z.object({
    ...pageQuery,
    state: z.enum(['open', 'settled', 'all']).default('open'),
    /** What I asked, or what I was asked. */
    of: z.enum(['mine', 'to_me', 'all']).default('all'),
  }),
  reply: page(authorityAsk),
})
export const readAuthorityAsk = endpoint({
  name: 'readAuthorityAsk',
  summary: 'One ask, for whoever asked and whoever is or was asked',
  method: 'get',
  path: '/authority-asks/{askId}',
  access: 'goodwill.give',
  params: ofAsk,
  reply: authorityAsk,
})
export const askAuthority = endpoint({
  name: 'askAuthority',
  summary: 'Ask whoever may allow it for a gesture beyond one’s own authority',
  method: 'post',
  path: '/authority-asks',
  access: 'goodwill.give',
  body: z.strictObject({
    id: id('authority_ask').optional(),
    personId: id('person'),
    conversationId: id('conversation').optional(),
    kind: z.enum(GESTURE_KINDS),
    money: moneyIn.nullable().default(null),
    why: text(500),
    evidence: z.enum(EVIDENCE).default('none'),
    cause: text(120).optional(),
  }),
  reply: authorityAsk,
})
export const grantAuthorityAsk = endpoint({
  name: 'grantAuthorityAsk',
  summary: 'Allow what was asked: it is given at once, against the limits of whoever allows it',
  method: 'post',
  path: '/authority-asks/{askId}/grant',
  access: 'goodwill.give',
  params: ofAsk,
  body: seen,
  reply: authorityAsk,
})
export const refuseAuthorityAsk = endpoint({
  name: 'refuseAuthorityAsk',
  summary: 'Say no, with a reason one may tell the customer; a rule alone is none',
  method: 'post',
  path: '/authority-asks/{askId}/refuse',
  access: 'goodwill.give',
  params: ofAsk,
  body: seen.extend({ why: z.string().trim().max(500) }),
  reply: authorityAsk,
})
export const useEmergency = endpoint({
  name: 'useEmergency',
  summary: 'Help oneself where nobody answered in twice the time, up to twice one’s own limit',
  method: 'post',
  path: '/authority-asks/{askId}/emergency',
  access: 'goodwill.give',
  params: ofAsk,
  /** `money`: so much of it, where all of it is more than one may give. */
  body: seen.extend({ money: moneyIn.optional() }),
  reply: authorityAsk,
})
export const withdrawAuthorityAsk = endpoint({
  name: 'withdrawAuthorityAsk',
  summary: 'Take back what one asked for',
  method: 'post',
  path: '/authority-asks/{askId}/withdraw',
  access: 'goodwill.give',
  params: ofAsk,
  body: seen,
  reply: authorityAsk,
})
