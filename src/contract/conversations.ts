import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { happening } from './happenings.ts'
import { address, channels, doubt, goesWith, message } from './messages.ts'
import { approaches, speaksFor, thing } from './people.ts'
import { promiseInput } from './promises.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, personRef, shownId, text } from './shared.ts'
import { tagRef } from './tags.ts'
import { narrowed } from './views.ts'

export const views = ['waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held'] as const
export const intents = ['exploring', 'first_visit', 'specific', 'sensitive'] as const
/** Worked out: waiting for us, for them, asleep, closed, or held back as perhaps no real message. */
export const conversationStates = ['waiting', 'answered', 'snoozed', 'closed', 'held'] as const

export const need = z
  .object({
    id: shownId('need'),
    words: z.string(),
    priority: z.number(),
    account: z.enum(['open', 'met', 'promised', 'handed_over', 'withdrawn', 'cannot']),
    cannotWhy: z.string().nullable(),
    directionGiven: z.string().nullable(),
    promiseId: shownId('promise').nullable(),
    version: z.number(),
  })
  .meta({ id: 'Need' })

export const handover = z
  .object({
    id: shownId('handover'),
    conversationId: shownId('conversation'),
    from: memberRef,
    to: z.object({ kind: z.enum(['member', 'team']), id: z.string(), name: z.string() }),
    told: z.string(),
    offeredAt: instant,
    acceptedAt: instant.nullable(),
    acceptedBy: memberRef.nullable(),
    declinedAt: instant.nullable(),
    declinedWhy: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'Handover' })

export const conversationLine = z
  .object({
    id: shownId('conversation'),
    reference: z.string(),
    person: personRef.nullable(),
    subject: z.string(),
    channel: z.enum(channels),
    state: z.enum(conversationStates),
    lastLine: z.string(),
    lastActivityAt: instant,
    waitingSince: instant.nullable(),
    assignee: memberRef.nullable(),
    snoozedUntil: instant.nullable(),
    wokeAt: instant.nullable(),
    tags: z.array(tagRef),
    /** The open promise due first, if any. */
    promise: z
      .object({
        id: shownId('promise'),
        due: instant,
        nextUpdateDue: instant.nullable(),
        isOverdue: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'ConversationLine' })

/** The person beside the thread. */
export const personCard = personRef.extend({
  sayName: z.string().nullable(),
  knownSince: z.string().nullable(),
  approach: z.enum(approaches),
  goodToKnow: z.string(),
  /** What was noted with records merged into theirs. */
  alsoGoodToKnow: z.array(z.string()),
  speaksFor: z.array(speaksFor),
  spokenForBy: z.array(speaksFor),
  accessNeeds: z.string().nullable(),
  sensitive: z.boolean(),
  /** What they read, the first first. */
  languages: z.array(z.string()),
  version: z.number(),
  emails: z.array(z.string()),
  telephones: z.array(z.string()),
  things: z.array(thing),
  households: z.array(z.object({ id: z.string(), name: z.string() })),
  lastTime: z
    .object({ subject: z.string(), at: instant, conversationId: shownId('conversation') })
    .nullable(),
})

/** Whom our words go to by default, and how: by mail, on their own page, not before they have a link to it (`no_link`), or not at all. */
export const replyTo = z
  .object({
    to: z.array(address),
    cc: z.array(address),
    /** What is worth a look before it is sent: mail came back from there (`since` when, what its server `said`), answers go elsewhere than the mail came from, new here, nobody reads it, the mail that is answered may not be from there. */
    marks: z.array(
      z.object({
        address: z.string(),
        why: z.enum(['came_back', 'elsewhere', 'joined', 'no_reply', 'in_doubt']),
        since: instant.nullable(),
        said: z.string().nullable(),
      }),
    ),
    /** Why the mail that would be answered may not be from whom it names. */
    doubt: doubt.nullable(),
    /** On it before, and not any more. */
    left: z.array(address),
    from: address.nullable(),
    by: z.enum(['email', 'page', 'no_link', 'none']),
    /** They have a link to their own page that works: what is promised stands there. */
    hasPage: z.boolean(),
  })
  .meta({ id: 'ReplyTo' })

/** Who put it into junk, when, when it is erased, and from which address it came. */
export const junked = z.object({
  at: instant,
  by: memberRef.nullable(),
  erasedAt: instant,
  sender: z.string().nullable(),
})

export const conversation = conversationLine
  .extend({
    siteId: shownId('site'),
    intent: z.enum(intents).nullable(),
    sensitive: z.boolean(),
    arrivedAt: instant,
    greetedAt: instant.nullable(),
    greetedBy: memberRef.nullable(),
    helpDeclinedAt: instant.nullable(),
    heardBack: z.object({ text: z.string(), at: instant, confirmedAt: instant.nullable() }).nullable(),
    closedAt: instant.nullable(),
    closedBy: memberRef.nullable(),
    /** Of one in junk. */
    junk: junked.nullable(),
    reopens: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    reopenedBy: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    /** What was merged into it, the earliest merge first. */
    merged: z.array(
      z.object({
        id: shownId('conversation'),
        reference: z.string(),
        subject: z.string(),
        at: instant,
        by: memberRef,
      }),
    ),
    /** Greet · Listen · Help · Close · Next; absent on a simple mail. */
    stages: z
      .array(
        z.object({
          stage: z.enum(['greet', 'listen', 'help', 'close', 'next']),
          state: z.enum(['done', 'current', 'ahead']),
        }),
      )
      .nullable(),
    /** They wrote, and nobody has answered since. */
    unanswered: z.boolean(),
    /** What holds a close, as refusal codes. */
    holds: z.array(z.enum(['need_unaccounted', 'promise_open'])),
    personCard: personCard.nullable(),
    needs: z.array(need),
    handovers: z.array(handover),
    nextContact: z.object({ id: z.string(), what: z.string(), due: instant }).nullable(),
    drafts: z.array(
      z.object({
        kind: z.enum(['reply', 'note']),
        text: z.string(),
        updatedAt: instant,
        mine: z.boolean(),
        author: memberRef,
        /** What was to go with a reply that came back; null for a colleague's, and once its writer's window holds it. */
        goesWith: goesWith.nullable(),
      }),
    ),
    replyTo,
    /** The conversation its mail points at, whose sender takes no part there; null for none, and once somebody said no. */
    suggestedLink: z
      .object({
        messageId: shownId('message'),
        id: shownId('conversation'),
        reference: z.string(),
        subject: z.string(),
        person: personRef.nullable(),
      })
      .nullable(),
    version: z.number(),
  })
  .meta({ id: 'Conversation' })

const conversationId = z.object({ conversationId: id('conversation') })

export const listConversations = endpoint({
  name: 'listConversations',
  summary: 'A view of the inbox, the latest first',
  method: 'get',
  path: '/conversations',
  access: 'conversations.read',
  query: z.object({
    ...pageQuery,
    view: z.enum(views).default('waiting'),
    personId: id('person').optional(),
    tagId: id('tag').optional(),
    narrowed: narrowed.optional(),
    q: text(200, 0).optional(),
  }),
  reply: page(conversationLine),
})
export const countConversations = endpoint({
  name: 'countConversations',
  summary: 'How many stand in each view; counted up to 100',
  method: 'get',
  path: '/conversations/counts',
  access: 'conversations.read',
  reply: z.object({
    waiting: z.number(),
    mine: z.number(),
    unassigned: z.number(),
    snoozed: z.number(),
    held: z.number(),
    atCounter: z.number(),
    promisesDue: z.number(),
    toLookAt: z.number(),
  }),
})
export const readConversation = endpoint({
  name: 'readConversation',
  summary: 'One conversation with everything beside it but its messages',
  method: 'get',
  path: '/conversations/{conversationId}',
  access: 'conversations.read',
  params: conversationId,
  reply: conversation,
})
export const listMessages = endpoint({
  name: 'listMessages',
  summary: 'The thread, newest page first; within a page the oldest stands first',
  method: 'get',
  path: '/conversations/{conversationId}/messages',
  access: 'conversations.read',
  params: conversationId,
  query: z.object(pageQuery),
  reply: page(message),
})
export const writeNote = endpoint({
  name: 'writeNote',
  summary: 'Write a note only colleagues see; promises made in it are made with it',
  method: 'post',
  path: '/conversations/{conversationId}/notes',
  access: 'conversations.write',
  params: conversationId,
  body: z.object({
    id: id('message').optional(),
    text: text(50_000),
    /** Promised in the note, to the conversation's person. */
    promises: z.array(promiseInput).max(10).optional(),
  }),
  reply: message,
})
export const saveDraft = endpoint({
  name: 'saveDraft',
  summary: 'Keep what is being written; empty text lets it go',
  method: 'put',
  path: '/conversations/{conversationId}/draft',
  access: 'conversations.write',
  params: conversationId,
  body: z.object({
    kind: z.enum(['reply', 'note']),
    text: z.string().max(100_000),
    /** What was kept when this window last looked: another window of theirs is not overwritten. */
    was: z.string().max(100_000).optional(),
  }),
})
const act = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/conversations/{conversationId}/${verb}`,
  access: 'conversations.write' as const,
  params: conversationId,
})
export const assignConversation = endpoint({
  ...act('assignConversation', 'Give a conversation to a member, or to nobody', 'assign'),
  body: z.object({ memberId: id('member').nullable() }),
  reply: conversation,
})
export const snoozeConversation = endpoint({
  ...act('snoozeConversation', 'Put a conversation to sleep until a time or a reply', 'snooze'),
  body: z.object({ until: instantIn }),
  reply: conversation,
})
export const wakeConversation = endpoint({
  ...act('wakeConversation', 'Wake a sleeping conversation', 'wake'),
  reply: conversation,
})
export const closeConversation = endpoint({
  ...act('closeConversation', 'Close; held only by an open promise or a need nobody accounted for', 'close'),
  body: z.object({ promisesStayOpen: z.boolean().optional(), version: z.number().int().optional() }),
  reply: conversation,
})
export const undoClose = endpoint({
  ...act('undoClose', 'Open a closed conversation again', 'undo-close'),
  reply: conversation,
})
export const splitConversation = endpoint({
  ...act(
    'splitConversation',
    'Split messages off into a conversation of their own; promises go with them',
    'split',
  ),
  body: z.object({
    /** The new conversation's id; the same one splits once. */
    newId: id('conversation').optional(),
    messageIds: z.array(id('message')).min(1).max(500),
  }),
  reply: conversation,
})
export const releaseHeld = endpoint({
  ...act('releaseHeld', 'It is a real message: let it into the inbox', 'release'),
  reply: conversation,
})
export const nameConversation = endpoint({
  ...act('nameConversation', 'Say whose conversation it is, what it is about, how to treat it', 'details'),
  body: z.object({
    personId: id('person').nullable().optional(),
    subject: text(500, 0).optional(),
    intent: z.enum(intents).nullable().optional(),
    sensitive: z.boolean().optional(),
    /** What stood there when one began: whoever was quicker is not overwritten. */
    was: z
      .object({
        personId: id('person').nullable(),
        subject: text(500, 0),
        intent: z.enum(intents).nullable(),
      })
      .partial()
      .optional(),
  }),
  reply: conversation,
})
export const readReach = endpoint({
  name: 'readReach',
  summary: 'How words written to a person first would reach them',
  method: 'get',
  path: '/people/{personId}/reach',
  access: 'conversations.write',
  params: z.object({ personId: id('person') }),
  reply: replyTo,
})

/** One entry of a person's timeline: a happening, with the message it tells of where there is one. */
export const timelineEntry = happening.extend({
  message: message.nullable(),
  conversation: z.object({ id: z.string(), subject: z.string(), channel: z.enum(channels) }).nullable(),
  /** The promise it tells of, in its words as they hold now. */
  promise: z.object({ id: shownId('promise'), text: z.string() }).nullable(),
})
export const readTimeline = endpoint({
  name: 'readTimeline',
  summary: 'Everything with one person over every channel, the latest first',
  method: 'get',
  path: '/people/{personId}/timeline',
  access: 'people.read',
  params: z.object({ personId: id('person') }),
  query: z.object(pageQuery),
  reply: page(timelineEntry),
})
