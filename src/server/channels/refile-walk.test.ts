import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as talks from '../../contract/conversations.ts'
import { unmergeConversation } from '../../contract/merging.ts'
import { listPromises } from '../../contract/promises.ts'
import { refileConversation, undoRefile } from '../../contract/refiling.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { CallRefused, makeWorld } from '../world/world.ts'

const WHO = ['marta', 'tom', 'ida']

/** A step: something is filed elsewhere (which, whither), an act before is taken back, or a mail answers another. */
const step = fc.record({
  does: fc.constantFrom('some', 'all', 'off', 'back', 'mail'),
  a: fc.nat(99),
  b: fc.nat(99),
})

it('any walk of filing and taking back keeps every word once, its person and its promise; all taken back, each is where it was [S3-21]', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const world = await makeWorld()
      const { owner } = world
      const desk = await makeDesk(world)
      const begun: ConversationId[] = []
      let n = 0
      const mail = async (who: string, inReplyTo?: string) => {
        n += 1
        world.at(new Date(Date.UTC(2026, 10, 23, 10, n)).toISOString())
        const from = `${who} <${who}@posteo.example>`
        return await desk.post(
          letter({
            from,
            id: `<${who}-${n}@x.example>`,
            text: `${who} ${n}.`,
            ...(inReplyTo && { inReplyTo }),
          }),
        )
      }
      for (const who of WHO) {
        const { conversationId } = await mail(who)
        begun.push(conversationId!)
        await mail(who, `<${who}-${n}@x.example>`)
        const promises = [{ text: `Olga calls ${who}`, due: '2026-11-25T15:00:00Z' as const }]
        const params = { conversationId: conversationId! }
        await owner.call(talks.writeNote, { params, body: { text: `note ${who}`, promises } })
      }
      const standing = async () => {
        const { items } = await owner.call(talks.listConversations, { query: { view: 'all', limit: 100 } })
        const all = []
        for (const { id } of items)
          for (const m of await desk.messages(id))
            all.push({ id: m.id, at: id, text: m.text.trim(), by: m.author.name })
        return all.sort((a, b) => (a.id < b.id ? -1 : 1))
      }
      const promised = async () =>
        (await owner.call(listPromises, { query: { of: 'all', limit: 100 } })).items
          .map((p) => `${p.text} ${p.to.name}`)
          .sort()
      const first = await standing()
      const owed = await promised()
      const done: { refilingId: string | null; mergedId: ConversationId | null }[] = []
      const takeBack = async (at: (typeof done)[number]) => {
        const { mergedId, refilingId } = at
        if (mergedId) await owner.call(unmergeConversation, { params: { conversationId: mergedId } })
        else await owner.call(undoRefile, { params: { refilingId: refilingId as never } })
        done.splice(done.indexOf(at), 1)
      }
      const may = async (act: () => Promise<unknown>) => {
        await act().catch((e) => {
          // What is of no sense here is said, and nothing happened.
          if (!(e instanceof CallRefused) || e.status >= 500) throw e
        })
      }
      for (const { does, a, b } of steps) {
        const now = await standing()
        const one = now[a % now.length]!
        const to = now[b % now.length]!.at
        if (does === 'mail') await mail(WHO[a % 3]!, `<${WHO[b % 3]}-1@x.example>`)
        else if (does === 'back') await may(async () => done.length > 0 && (await takeBack(done.at(-1)!)))
        else
          await may(async () => {
            const body = { to: does === 'off' ? null : to, ...(does !== 'all' && { messageIds: [one.id] }) }
            done.push(await owner.call(refileConversation, { params: { conversationId: one.at }, body }))
          })
        const after = await standing()
        const known = new Map(first.map((m) => [m.id, m]))
        expect(new Set(after.map((m) => m.id)).size).toBe(after.length)
        for (const m of known.values())
          expect(after.find((x) => x.id === m.id)).toMatchObject({ text: m.text, by: m.by })
        expect(await promised()).toEqual(owed)
      }
      while (done.length > 0) await takeBack(done.at(-1)!)
      const last = await standing()
      for (const m of first) expect(last.find((x) => x.id === m.id)).toEqual(m)
    }),
    { numRuns: 4 },
  )
}, 120_000)
