// Writes src/server/db/schema.ts, the row types of the migrated database; with --verify only tells whether it is true.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/server/config.ts'
import { connect } from '../src/server/db/connect.ts'
import { loadSecret } from '../src/server/secret.ts'

const FILE = 'src/server/db/schema.ts'

// Columns whose values are of one kind of id, or of a closed list that a check constraint holds.
const IDS = {
  workspaceId: 'WorkspaceId',
  personId: 'PersonId',
  toPersonId: 'PersonId',
  'Persons.mergedInto': 'PersonId',
  mergedRoot: 'PersonId',
  survivorId: 'PersonId',
  mergedId: 'PersonId',
  firstId: 'PersonId',
  secondId: 'PersonId',
  speakerId: 'PersonId',
  forPersonId: 'PersonId',
  forOrganisationId: 'OrganisationId',
  mergedBy: 'MemberId',
  undoneBy: 'MemberId',
  dismissedBy: 'MemberId',
  memberId: 'MemberId',
  toMemberId: 'MemberId',
  fromMemberId: 'MemberId',
  assigneeId: 'MemberId',
  ownerId: 'MemberId',
  madeBy: 'MemberId',
  closedBy: 'MemberId',
  junkedBy: 'MemberId',
  greetedBy: 'MemberId',
  snoozedBy: 'MemberId',
  acceptedBy: 'MemberId',
  invitedBy: 'MemberId',
  saidBy: 'MemberId',
  askedBy: 'MemberId',
  askedOf: 'MemberId',
  uploadedBy: 'MemberId',
  seenBy: 'MemberId',
  conversationId: 'ConversationId',
  reopensId: 'ConversationId',
  'Conversations.mergedInto': 'ConversationId',
  'Conversations.rootId': 'ConversationId',
  'ConversationMerges.survivorId': 'ConversationId',
  'ConversationMerges.mergedId': 'ConversationId',
  'Refilings.fromId': 'ConversationId',
  'Refilings.toId': 'ConversationId',
  movedBy: 'MemberId',
  linkDeclinedBy: 'MemberId',
  originConversationId: 'ConversationId',
  messageId: 'MessageId',
  promiseId: 'PromiseId',
  successorOf: 'PromiseId',
  siteId: 'SiteId',
  teamId: 'TeamId',
  toTeamId: 'TeamId',
  householdId: 'HouseholdId',
  organisationId: 'OrganisationId',
  thingId: 'ThingId',
  handoverId: 'HandoverId',
  mailboxId: 'MailboxId',
  tagId: 'TagId',
  'SavedReplyFiles.replyId': 'SavedReplyId',
  'Tags.mergedInto': 'TagId',
}
const OWN = {
  Persons: 'PersonId',
  Members: 'MemberId',
  Conversations: 'ConversationId',
  Messages: 'MessageId',
  Promises: 'PromiseId',
  Sites: 'SiteId',
  Teams: 'TeamId',
  Households: 'HouseholdId',
  Organisations: 'OrganisationId',
  Things: 'ThingId',
  Handles: 'HandleId',
  Needs: 'NeedId',
  Handovers: 'HandoverId',
  Mailboxes: 'MailboxId',
  Tags: 'TagId',
  InboxViews: 'InboxViewId',
  SavedReplies: 'SavedReplyId',
  Events: 'EventId',
}

function brand(generated) {
  let table = ''
  const lines = generated.split('\n').map((line) => {
    table = line.match(/^export interface (\w+)/)?.[1] ?? table
    const [, name, rest] = line.match(/^ {2}(\w+): string( \| null)?;$/) ?? []
    if (!name) return line
    const type = name === 'id' ? (OWN[table] ?? 'string') : (IDS[`${table}.${name}`] ?? IDS[name] ?? 'string')
    return `  ${name}: ${type}${rest ?? ''};`
  })
  const used = [...new Set([...Object.values(IDS), ...Object.values(OWN)])].sort().join(', ')
  return lines.join('\n').replace(
    'import type { ColumnType } from "kysely";',
    (kept) => `${kept}
import type { ${used} } from '../../domain/shared/ids.ts';
import type { Instant, LocalDate } from '../../domain/shared/time.ts';`,
  )
}

const dataDir = mkdtempSync(join(tmpdir(), 'servus-schema-'))
// Else the database's own user could not enter, and its files would stay behind elsewhere.
chmodSync(dataDir, 0o711)
const config = { ...readConfig({ DATA_DIR: dataDir }, []), careless: true }
const connected = await connect(config, loadSecret(dataDir, null), () => {})
const out = join(dataDir, 'schema.ts')
const { status } = spawnSync(
  'kysely-codegen',
  [
    '--dialect',
    'postgres',
    '--url',
    connected.ownerUrl,
    '--camel-case',
    '--date-parser',
    'string',
    '--include-pattern',
    'public.*',
    '--log-level',
    'error',
    '--out-file',
    out,
    '--type-mapping',
    JSON.stringify({ timestamptz: 'Instant', date: 'LocalDate', int8: 'number' }),
  ],
  { stdio: 'inherit' },
)
const made = status === 0 ? brand(readFileSync(out, 'utf8')) : ''
await connected.close()
rmSync(dataDir, { recursive: true, force: true })
if (!made) process.exit(1)
if (!process.argv.includes('--verify')) writeFileSync(FILE, made)
else if (readFileSync(FILE, 'utf8') !== made) {
  console.error(`${FILE} does not match the migrations: run npm run schema.`)
  process.exit(1)
}
