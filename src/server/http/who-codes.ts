import type { Pool } from 'pg'

/** Writes down that a code was brought; false if it was brought before within its time. Moments in ms. */
export async function spendCode(
  pool: Pool,
  code: { userId: string; mark: string; now: number; until: number },
): Promise<boolean> {
  const { userId, mark, now, until } = code
  await pool.query('delete from auth.spent_code where user_id = $1 and expires_at <= $2', [
    userId,
    new Date(now),
  ])
  const { rowCount } = await pool.query(
    'insert into auth.spent_code (user_id, mark, expires_at) values ($1, $2, $3) on conflict do nothing',
    [userId, mark, new Date(until)],
  )
  return rowCount === 1
}

/** Counts a try of something within a time (ms) and gives how many there were before; all processes count together. */
export async function countTry(pool: Pool, key: string, now: number, windowMs: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `insert into auth.tries as t (key, count, since) values ($1, 1, $2)
     on conflict (key) do update set
       count = case when abs(extract(epoch from excluded.since - t.since)) * 1000 >= $3 then 1 else t.count + 1 end,
       since = case when abs(extract(epoch from excluded.since - t.since)) * 1000 >= $3 then excluded.since else t.since end
     returning count`,
    [key, new Date(now), windowMs],
  )
  return (rows[0]?.count ?? 1) - 1
}

/** Forgets the tries of something that then was right. */
export async function forgetTries(pool: Pool, key: string): Promise<void> {
  await pool.query('delete from auth.tries where key = $1', [key])
}
