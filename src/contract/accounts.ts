import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, localDate, memberRef, shownId, text } from './shared.ts'

export const roles = ['owner', 'manager', 'member', 'read_only'] as const
export const jobs = ['receptionist', 'service_advisor', 'technician', 'attendant', 'manager'] as const
export const vocabularies = ['customer', 'guest', 'patient', 'member', 'citizen', 'client'] as const

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time like 08:30')
const ranges = z
  .array(z.object({ from: time, to: time }).refine((r) => r.from < r.to, 'ends before it begins'))
  .max(6)
const weekday = z.enum(['1', '2', '3', '4', '5', '6', '7'])
/** Opening hours: weekday (1 is Monday) to ranges of local time; a missing day is closed. */
export const openingHours = z.partialRecord(weekday, ranges)
export const holidays = z.array(z.object({ date: z.iso.date().pipe(localDate), name: text(100, 0) })).max(400)
const timeZone = z
  .string()
  .min(1)
  .max(60)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  }, 'a time zone like Europe/Berlin')

const country = z.string().regex(/^[A-Z]{2}$/, 'two capital letters like DE')

export const site = z
  .object({
    id: shownId('site'),
    name: z.string(),
    timeZone: z.string(),
    openingHours,
    holidays: z.array(z.object({ date: localDate, name: z.string() })),
    telephone: z.string().nullable(),
    greetWithinMinutes: z.number(),
    version: z.number(),
  })
  .meta({ id: 'Site' })
const siteInput = z.object({
  name: text(200),
  timeZone,
  openingHours,
  holidays,
  telephone: text(40).nullable(),
  greetWithinMinutes: z.number().int().min(1).max(120),
})

export const workspace = z
  .object({
    id: shownId('workspace'),
    name: z.string(),
    vocabulary: z.enum(vocabularies),
    language: z.string(),
    /** Of telephones written without their country (ISO 3166-1, two letters). */
    country: z.string(),
    isDemo: z.boolean(),
    /** What the workspace's clock shows; in a demo it may be ahead. */
    now: instant,
    version: z.number(),
  })
  .meta({ id: 'Workspace' })

const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag like de or pt-BR')
  .max(35)

export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  singleKeys: z.boolean().optional(),
  /** Keys chosen instead of ours, by the verb's id. */
  keys: z.record(z.string().max(80), z.string().max(40)).optional(),
  /** What I read; null for what the workspace speaks. */
  language: languageTag.nullable().optional(),
  /** false: colleagues are not shown which conversation I look at or write in. */
  showWhere: z.boolean().optional(),
  /** How long I can take back what I send (seconds). */
  undoSeconds: z.union([z.literal(10), z.literal(20), z.literal(30)]).optional(),
  /** Where I am after a close: with it, or with the next conversation. */
  afterClose: z.enum(['stay', 'next']).optional(),
})

export const member = z
  .object({
    id: shownId('member'),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    job: z.enum(jobs),
    siteId: shownId('site'),
    endsAt: instant.nullable(),
    teamIds: z.array(shownId('team')),
    version: z.number(),
  })
  .meta({ id: 'Member' })

const team = z.object({
  id: shownId('team'),
  name: z.string(),
  memberIds: z.array(shownId('member')),
  archived: z.boolean(),
  version: z.number(),
})

export const readSession = endpoint({
  name: 'readSession',
  summary: 'Who is signed in, where, and what they may do',
  method: 'get',
  path: '/session',
  access: 'public',
  reply: z.object({
    setUp: z.boolean(),
    user: z.object({ name: z.string(), email: z.string() }).nullable(),
    workspaces: z.array(z.object({ id: shownId('workspace'), name: z.string() })),
    /** Null when nobody is signed in, or their access has ended. */
    current: z
      .object({
        workspace,
        member: member.extend({ preferences }),
        sites: z.array(site),
        teams: z.array(team),
        members: z.array(memberRef.extend({ job: z.enum(jobs), active: z.boolean(), serves: z.boolean() })),
        permissions: z.array(z.string()),
        firstScreen: z.string(),
        /** Up to where what happened is in all that is read from now on: the line to live changes begins there (`after`). */
        position: z.string(),
      })
      .nullable(),
    accessEnded: z.boolean(),
    /** The workspace asks for two-step sign-in, and it is not set up yet: that comes before anything else. */
    twoStepNeeded: z.object({ workspace: z.string() }).nullable(),
  }),
})
export const setUp = endpoint({
  name: 'setUp',
  summary: 'Make the first workspace and its owner (needs the token that npm start prints)',
  method: 'post',
  path: '/setup',
  access: 'public',
  body: z.object({
    token: text(200),
    workspaceName: text(200),
    timeZone,
    vocabulary: z.enum(vocabularies),
    country: country.optional(),
    /** what the house speaks; English where nothing is said */
    language: languageTag.optional(),
    name: text(200),
    email: z.email().max(254),
    password: z.string().min(10).max(128),
  }),
  reply: z.object({ workspaceId: shownId('workspace') }),
})
export const openDemo = endpoint({
  name: 'openDemo',
  summary: 'Make a demo workspace with its cast and sign in at its service desk (needs the first-run token)',
  method: 'post',
  path: '/demo',
  access: 'public',
  body: z.object({ token: text(200), timeZone: timeZone.optional(), language: languageTag.optional() }),
  reply: z.object({ workspaceId: shownId('workspace'), customerPageUrl: z.string() }),
})
export const turnClock = endpoint({
  name: 'turnClock',
  summary: 'Turn the clock of a demo workspace forward',
  method: 'post',
  path: '/demo/clock',
  access: 'demo.turn_clock',
  body: z.object({ to: instantIn }),
  reply: z.object({ now: instant }),
})
export const readDemo = endpoint({
  name: 'readDemo',
  summary:
    'The scene of a demo workspace: whose page to open, and the next moment worth turning the clock to',
  method: 'get',
  path: '/demo',
  access: 'signed_in',
  reply: z.object({
    customer: z.object({ name: z.string(), pageUrl: z.string() }).nullable(),
    nextMoment: z.object({ at: instant, what: z.string() }).nullable(),
  }),
})
export const changeWorkspace = endpoint({
  name: 'changeWorkspace',
  summary: 'Change the name or the words of the workspace',
  method: 'patch',
  path: '/workspace',
  access: 'workspace.configure',
  body: z.object({
    name: text(200).optional(),
    vocabulary: z.enum(vocabularies).optional(),
    country: country.optional(),
    language: languageTag.optional(),
    version: z.number().int(),
  }),
  reply: workspace,
})
export const changePreferences = endpoint({
  name: 'changePreferences',
  summary: 'Change how the app looks and listens for me',
  method: 'patch',
  path: '/me/preferences',
  access: 'signed_in',
  body: preferences,
  reply: preferences,
})
export const addSite = endpoint({
  name: 'addSite',
  summary: 'Add a site',
  method: 'post',
  path: '/sites',
  access: 'sites.manage',
  body: siteInput.extend({ id: id('site').optional() }),
  reply: site,
})
export const changeSite = endpoint({
  name: 'changeSite',
  summary: 'Change a site: hours, holidays, zone',
  method: 'put',
  path: '/sites/{siteId}',
  access: 'sites.manage',
  params: z.object({ siteId: id('site') }),
  body: siteInput.extend({ version: z.number().int() }),
  reply: site,
})
export const addTeam = endpoint({
  name: 'addTeam',
  summary: 'Add a team',
  method: 'post',
  path: '/teams',
  access: 'teams.manage',
  body: z.object({
    id: id('team').optional(),
    name: text(200),
    memberIds: z.array(id('member')).max(500),
  }),
  reply: team,
})
export const changeTeam = endpoint({
  name: 'changeTeam',
  summary: 'Change a team and who belongs to it; an archived one comes back with `archived: false`',
  method: 'put',
  path: '/teams/{teamId}',
  access: 'teams.manage',
  params: z.object({ teamId: id('team') }),
  body: z.object({
    name: text(200),
    memberIds: z.array(id('member')).max(500),
    archived: z.boolean().optional(),
    version: z.number().int(),
  }),
  reply: team,
})
export const listMembers = endpoint({
  name: 'listMembers',
  summary: 'The people who serve',
  method: 'get',
  path: '/members',
  access: 'signed_in',
  tokens: 'conversations.read',
  reply: z.object({ items: z.array(member) }),
})
export const changeMember = endpoint({
  name: 'changeMember',
  summary: 'Change a member: name (everybody their own), role, job, site, end of access',
  method: 'patch',
  path: '/members/{memberId}',
  access: 'signed_in',
  fresh: true,
  params: z.object({ memberId: id('member') }),
  body: z.object({
    name: text(200).optional(),
    role: z.enum(roles).optional(),
    job: z.enum(jobs).optional(),
    siteId: id('site').optional(),
    endsAt: instantIn.nullable().optional(),
    /** Where access ends now, or they only read from now on: what they owe goes, in the same act, to who would take it over (`readLeaving`). */
    giveOver: z.boolean().optional(),
    version: z.number().int(),
  }),
  reply: member,
})
