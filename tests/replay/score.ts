import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import type { Letter } from './stories.ts'

/** What became of the mails: the first three have to be zero. `apart`: of one matter, and in a conversation of their own. */
export type Score = {
  readonly mails: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly strangers: readonly string[]
  readonly apart: readonly string[]
  /** Lines of the receipt book by what became of them, and whether they add up to all that was fetched. */
  readonly book: Readonly<Record<string, number>>
}

const MARK = '(mark-[0-9]+-[0-9]+|back-t[0-9]+)-end'

/** Where each mail is filed: its conversations by mark. */
export async function placesOf(db: Client): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ mark: string; id: string }>(
    `select substring(text from '${MARK}') || '-end' as mark, conversation_id as id from messages where direction = 'in'`,
  )
  const places = new Map<string, string[]>()
  for (const { mark, id } of rows) places.set(mark, [...(places.get(mark) ?? []), id])
  return places
}

/** Compares what is filed with what was written. */
export async function score(db: Client, letters: readonly Letter[]): Promise<Score> {
  const places = await placesOf(db)
  const filed = letters.filter((l) => l.fate === 'filed')
  const kept = letters.filter((l) => l.fate === 'kept')
  const { rows: lines } = await db.query<{ sha256: string | null; state: string }>(
    'select sha256, state from inbound_mails',
  )
  const keptThere = new Set(lines.flatMap((l) => (l.state === 'kept' && l.sha256 ? l.sha256 : [])))
  const gone = kept.filter((l) => !keptThere.has(createHash('sha256').update(l.raw).digest('hex')))
  const threads = new Map<string, Map<string, number>>()
  for (const { mark, thread } of filed)
    for (const id of places.get(mark) ?? []) {
      const inside = threads.get(id) ?? new Map<string, number>()
      threads.set(id, inside.set(thread, (inside.get(thread) ?? 0) + 1))
    }
  // Of a conversation with mails of several matters, those of all but the greatest are with strangers.
  const owner = new Map(
    [...threads].map(([id, inside]) => [id, [...inside].sort((a, b) => b[1] - a[1])[0]![0]]),
  )
  const home = new Map<string, string>()
  const name = ({ story, mark }: Letter) => `${story} ${mark}`
  const strangers: string[] = []
  const apart: string[] = []
  for (const letter of filed) {
    const [id] = places.get(letter.mark) ?? []
    if (!id) continue
    if (owner.get(id) !== letter.thread) strangers.push(name(letter))
    else if ((home.get(letter.thread) ?? home.set(letter.thread, id).get(letter.thread)) !== id)
      apart.push(name(letter))
  }
  const book: Record<string, number> = { fetched: lines.length }
  for (const { state } of lines) book[state] = (book[state] ?? 0) + 1
  return {
    mails: letters.length,
    lost: [...filed.filter((l) => !places.has(l.mark)), ...gone].map(name),
    doubled: filed.filter((l) => (places.get(l.mark)?.length ?? 0) > 1).map(name),
    ...{ strangers, apart, book },
  }
}
