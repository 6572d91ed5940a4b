import { leads } from '../../domain/accounts/permissions.ts'
import * as friction from '../../domain/goodwill/friction.ts'
import type { ConversationId, MemberId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { demandServing } from '../accounts/actions.ts'
import { listMembers } from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import { flush } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import * as store from './store-friction.ts'

type FrictionId = friction.Friction['id']
type RuleId = friction.HouseRule['id']

/**
 * Says that a rule kept one from helping (S1-08): one known, or one named here for the first time, for which whoever leads answers.
 * Says the same twice with the same id. @throws Refused `not_found` for a rule of nobody, a conversation that may not be read, and a
 * person who is not whom it is with; `invalid_input` naming `rule` where none is named.
 */
export async function noteFriction(
  asked: Asked,
  input: {
    id?: FrictionId | undefined
    ruleId?: RuleId | undefined
    rule?: string | undefined
    personId?: PersonId | undefined
    conversationId?: ConversationId | undefined
    words?: string | undefined
  },
): Promise<FrictionId> {
  const known =
    input.id && (await asked.db.read(asked.workspaceId, (db) => store.findFriction(db, input.id!)))
  if (known && known.by !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const talk = input.conversationId
    ? (await conversations.load(asked, input.conversationId)).conversation
    : null
  const personId = await whomOf(asked, input.personId ?? null, talk?.personId ?? null)
  // Of two who name the same rule for the first time at once, one looks again.
  return await patiently(async () => {
    const { named, leading } = await asked.db.read(asked.workspaceId, async (db) => ({
      named: input.ruleId
        ? await store.findRule(db, input.ruleId)
        : input.rule
          ? await store.findRuleByName(db, input.rule)
          : null,
      leading: (await listMembers(db)).filter((m) => leads(m) && (!m.endsAt || m.endsAt > asked.now)),
    }))
    if (input.ruleId && !named) throw new Refused(refuse('not_found', { field: 'ruleId' }))
    if (!named && !input.rule) throw new Refused(refuse('invalid_input', { field: 'rule' }))
    const siteId = talk?.siteId ?? asked.member.siteId
    const near = leading.find((m) => m.siteId === siteId) ?? leading[0] ?? asked.member
    const rule = named ?? {
      ...{ id: asked.newId<'house_rule'>(), name: input.rule!, ownerId: near.id, retiredAt: null },
      createdAt: asked.now,
    }
    const noted = accept(
      friction.noteFriction(
        {
          ...{ id: input.id ?? asked.newId<'friction'>(), siteId, by: asked.member.id },
          ...{ personId, conversationId: talk?.id ?? null, words: input.words ?? null },
        },
        rule,
        asked.now,
      ),
    )
    await flush(asked, {
      writes: [
        ...(named ? [] : [store.insertRule(asked.workspaceId, rule)]),
        store.insertFriction(asked.workspaceId, noted),
      ],
      events: [
        {
          kind: 'friction.noted',
          subjects: { memberId: rule.ownerId, ...about(noted) },
          data: { friction: noted.id, rule: rule.id },
        },
      ],
    })
    return noted.id
  })
}

/**
 * Takes back what one noted by a slip; a rule that was named by it, and stopped nobody else, is in force no more. @throws Refused
 * `not_allowed` who did not note it, `changed_meanwhile` once it was answered, `not_found`.
 */
export async function withdrawFriction(asked: Asked, id: FrictionId, version: number): Promise<void> {
  const { found, rule } = await asked.db.read(asked.workspaceId, async (db) => {
    const found = await store.findFriction(db, id)
    const [rule] = found ? await store.listRules(db, { active: true, id: found.ruleId }, null, 1) : []
    return { found, rule }
  })
  if (!found) throw new Refused(refuse('not_found'))
  if (found.version !== version) throw new Refused(refuse('changed_meanwhile'))
  const next = accept(friction.withdrawFriction(found, asked.member.id, asked.now))
  const named = rule && rule.count.all === 1 && rule.createdAt === found.at
  await flush(asked, {
    writes: [
      store.updateFriction(next, found.version),
      ...(named ? [store.updateRule({ ...rule, retiredAt: asked.now }, rule.version)] : []),
    ],
    events: [
      {
        kind: 'friction.withdrawn',
        subjects: { memberId: rule?.ownerId ?? found.by, ...about(found) },
        data: { friction: id, rule: found.ruleId },
      },
    ],
  })
}

/** Answers for a rule. @throws Refused `not_allowed` who does not answer for it, `reason_missing`, `changed_meanwhile`, `not_found`. */
export async function answerFriction(
  asked: Asked,
  id: FrictionId,
  input: { answer: friction.Answer; words: string; version: number },
): Promise<void> {
  const { found, rule } = await asked.db.read(asked.workspaceId, async (db) => {
    const found = await store.findFriction(db, id)
    return { found, rule: found ? await store.findRule(db, found.ruleId) : null }
  })
  if (!found || !rule) throw new Refused(refuse('not_found'))
  if (found.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const { answer, words } = input
  const next = accept(friction.answerFriction(found, rule, { answer, words, by: asked.member.id }, asked.now))
  await flush(asked, {
    writes: [store.updateFriction(next, found.version)],
    events: [
      {
        kind: 'friction.answered',
        subjects: { memberId: found.by, ...about(found) },
        data: { friction: id, answer },
      },
    ],
  })
}

/** Says who answers for a rule, what it is called, whether it is in force. @throws Refused `changed_meanwhile`, `access_ended`, `not_found`. */
export async function changeRule(
  asked: Asked,
  id: RuleId,
  input: {
    name?: string | undefined
    ownerId?: MemberId | undefined
    retired?: boolean | undefined
    version: number
  },
): Promise<void> {
  const rule = await asked.db.read(asked.workspaceId, (db) => store.findRule(db, id))
  if (!rule) throw new Refused(refuse('not_found'))
  if (rule.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  await demandServing(asked, [input.ownerId])
  const retiredAt =
    input.retired === undefined ? rule.retiredAt : input.retired ? (rule.retiredAt ?? asked.now) : null
  const next = { ...rule, name: input.name ?? rule.name, ownerId: input.ownerId ?? rule.ownerId, retiredAt }
  await flush(asked, {
    writes: [store.updateRule(next, rule.version)],
    events: [{ kind: 'house_rule.changed', subjects: { memberId: next.ownerId }, data: { rule: id } }],
  })
}

async function whomOf(asked: Asked, id: PersonId | null, talksWith: PersonId | null) {
  if (!id) return talksWith
  const same = await asked.db.read(asked.workspaceId, (db) => listSame(db, id))
  if (talksWith && !same.includes(talksWith)) throw new Refused(refuse('not_found', { field: 'personId' }))
  return talksWith ?? same[0]
}

function about({ personId, conversationId }: friction.Friction) {
  return { ...(personId ? { personId } : {}), ...(conversationId ? { conversationId } : {}) }
}
