import { z } from 'zod'
import { TARGETS } from '../domain/imports/columns.ts'
import { IMPORT_ACTS, IMPORT_KINDS, IMPORT_STATES } from '../domain/imports/import.ts'
import { CHOICES, TWIN_REASONS } from '../domain/imports/twins.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, page, pageQuery, shownId, text } from './shared.ts'

const target = z.enum(TARGETS).nullable()
const choice = z.enum(CHOICES)

/** One import: how far it is, and what became of what it found (found = made + same + leftOut + failed + waiting). */
export const broughtImport = z
  .object({
    id: shownId('import'),
    kind: z.enum(IMPORT_KINDS),
    name: z.string(),
    state: z.enum(IMPORT_STATES),
    askedBy: memberRef,
    /** Bytes of its file, how many of them are here, and how many were read of an mbox. */
    size: z.number(),
    received: z.number(),
    read: z.number(),
    counts: z.object({
      found: z.number(),
      made: z.number(),
      same: z.number(),
      leftOut: z.number(),
      failed: z.number(),
      waiting: z.number(),
    }),
    /** Of a file that was looked through: lines that say whom we know, and what becomes of those nobody chose for. */
    twins: z.number(),
    twinsAre: choice,
    mailbox: z.object({ id: shownId('mailbox'), address: z.string() }).nullable(),
    folders: z.array(z.string()),
    /** What is wrong with the whole of it. */
    problem: z
      .object({ code: z.string(), line: z.number().nullable(), reason: z.string().nullable() })
      .nullable(),
    /** While it is taken back: how much of its ledger is still to go; afterwards how much stayed. */
    undoLeft: z.number(),
    stayed: z.number(),
    acts: z.array(z.enum(IMPORT_ACTS)),
    /** When its file is thrown away; null once it is. */
    fileUntil: instant.nullable(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    version: z.number(),
  })
  .meta({ id: 'Import' })

const previewRow = z.object({
  line: z.number(),
  name: z.string(),
  handles: z.array(z.object({ kind: z.string(), shown: z.string() })),
  languages: z.array(z.string()),
  household: z.string().nullable(),
  organisation: z.string().nullable(),
  thing: z.string().nullable(),
  knownSince: z.string().nullable(),
  goodToKnow: z.string(),
  externalId: z.string().nullable(),
  /** `said`: what stands in the column to blame. */
  fault: z.object({ reason: z.string(), field: z.string().nullable(), said: z.string() }).nullable(),
  /** Who it may be, and what becomes of it unless somebody says otherwise. */
  twin: z
    .object({
      reason: z.enum(TWIN_REASONS),
      name: z.string(),
      line: z.number().nullable(),
      becomes: choice,
    })
    .nullable(),
})
const importLine = z
  .object({
    line: z.number(),
    reason: z.string(),
    field: z.string().nullable(),
    /** What stands in that column. */
    said: z.string(),
    name: z.string(),
    person: z.object({ id: shownId('person'), name: z.string() }).nullable(),
    sameLine: z.number().nullable(),
    /** What was chosen for it, and what becomes of it as things stand. */
    choice: choice.nullable(),
    becomes: choice.nullable(),
  })
  .meta({ id: 'ImportLine' })

const params = z.object({ importId: id('import') })
const columns = z.object({ columns: z.array(target).max(500), headings: z.boolean() })
const server = z.object({
  host: text(253),
  port: z.number().int().min(1).max(65535),
  tls: z.boolean(),
  username: text(320, 0),
  password: z.string().max(1000),
  caPem: z.string().max(20_000).nullable().optional(),
})
const from = z.object({ mailboxId: id('mailbox').nullable().optional(), server: server.optional() })

export const listImports = endpoint({
  name: 'listImports',
  summary: 'What was brought along from before, the latest first',
  method: 'get',
  path: '/imports',
  access: 'imports.manage',
  query: z.object({ ...pageQuery }),
  reply: page(broughtImport),
})
export const readImport = endpoint({
  name: 'readImport',
  summary: 'One import: how far it is and what became of what it found',
  method: 'get',
  path: '/imports/{importId}',
  access: 'imports.manage',
  params,
  reply: broughtImport,
})
export const beginFileImport = endpoint({
  name: 'beginFileImport',
  summary: 'Begin an import from a file; its bytes follow at /imports/{importId}/content?at=0, in parts',
  method: 'post',
  path: '/imports/files',
  access: 'imports.manage',
  body: z.object({ kind: z.enum(['people', 'mbox']), name: text(300), size: z.number().int().min(1) }),
  reply: broughtImport,
})
export const beginFolderImport = endpoint({
  name: 'beginFolderImport',
  summary:
    'Begin an import of mail from IMAP folders, of a connected mailbox or of a server named just for this',
  method: 'post',
  path: '/imports/mail-folders',
  access: 'imports.manage',
  fresh: true,
  body: from.extend({ folders: z.array(text(500)).min(1).max(200) }),
  reply: broughtImport,
})
export const listMailFolders = endpoint({
  name: 'listMailFolders',
  summary: 'The folders of a mail server, with how many mails lie in each; nothing is kept of it',
  method: 'post',
  path: '/imports/list-folders',
  access: 'imports.manage',
  body: from,
  reply: z.object({
    /** `inside`: the folders it lies in, the outermost first; `left`: offered, but not chosen beforehand. */
    items: z.array(
      z.object({
        path: z.string(),
        name: z.string(),
        inside: z.array(z.string()),
        mails: z.number(),
        left: z.boolean(),
      }),
    ),
  }),
})
export const readColumns = endpoint({
  name: 'readColumns',
  summary: 'The columns of a file of people, with what each seems to hold',
  method: 'get',
  path: '/imports/{importId}/columns',
  access: 'imports.manage',
  params,
  reply: z.object({
    encoding: z.string(),
    delimiter: z.string(),
    headings: z.boolean(),
    columns: z.array(z.object({ heading: z.string(), samples: z.array(z.string()), target })),
  }),
})
export const previewImport = endpoint({
  name: 'previewImport',
  summary: 'The first 20 lines of a file as they would become, with whom we know already',
  method: 'post',
  path: '/imports/{importId}/preview',
  access: 'imports.manage',
  params,
  body: columns,
  reply: z.object({ rows: z.array(previewRow) }),
})
export const checkImport = endpoint({
  name: 'checkImport',
  summary: 'Settle the columns and look the whole file through; nobody is brought yet',
  method: 'post',
  path: '/imports/{importId}/check',
  access: 'imports.manage',
  params,
  body: columns,
  reply: broughtImport,
})
export const listImportLines = endpoint({
  name: 'listImportLines',
  summary: 'Lines that cannot be taken, or that say whom we know already',
  method: 'get',
  path: '/imports/{importId}/lines',
  access: 'imports.manage',
  params,
  query: z.object({ ...pageQuery, kind: z.enum(['failed', 'twin']) }),
  reply: page(importLine),
})
export const chooseTwins = endpoint({
  name: 'chooseTwins',
  summary: 'What becomes of lines that say whom we know: all, or some',
  method: 'post',
  path: '/imports/{importId}/choices',
  access: 'imports.manage',
  params,
  body: z.object({
    all: choice.optional(),
    lines: z
      .array(z.object({ line: z.number().int(), choice: choice.nullable() }))
      .max(100)
      .default([]),
  }),
  reply: broughtImport,
})
export const startImport = endpoint({
  name: 'startImport',
  summary: 'Start; of mails: under which mailbox or site, and which other addresses were ours',
  method: 'post',
  path: '/imports/{importId}/start',
  access: 'imports.manage',
  params,
  body: z.object({
    mailboxId: id('mailbox').nullable().optional(),
    siteId: id('site').optional(),
    ours: z.array(z.email().max(254)).max(50).optional(),
    bulk: z.boolean().optional(),
  }),
  reply: broughtImport,
})
export const pauseImport = endpoint({
  name: 'pauseImport',
  summary: 'Pause; it goes on from where it came to',
  method: 'post',
  path: '/imports/{importId}/pause',
  access: 'imports.manage',
  params,
  reply: broughtImport,
})
export const goOnImport = endpoint({
  name: 'goOnImport',
  summary: 'Go on from where it came to',
  method: 'post',
  path: '/imports/{importId}/go-on',
  access: 'imports.manage',
  params,
  reply: broughtImport,
})
export const undoImport = endpoint({
  name: 'undoImport',
  summary: 'Take an import back as a whole; what somebody touched since stays',
  method: 'post',
  path: '/imports/{importId}/undo',
  access: 'imports.manage',
  fresh: true,
  params,
  reply: broughtImport,
})
export const dropImport = endpoint({
  name: 'dropImport',
  summary: 'Give up an import that made nothing yet, and throw its file away',
  method: 'delete',
  path: '/imports/{importId}',
  access: 'imports.manage',
  params,
})
export const listStayed = endpoint({
  name: 'listStayed',
  summary: 'What stayed after an import was taken back, and why',
  method: 'get',
  path: '/imports/{importId}/stayed',
  access: 'imports.manage',
  params,
  query: z.object({ ...pageQuery }),
  reply: page(
    z.object({
      nth: z.number(),
      kind: z.string(),
      why: z.string(),
      person: z.object({ id: shownId('person'), name: z.string() }).nullable(),
      conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    }),
  ),
})
