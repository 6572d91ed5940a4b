import type { Reader } from '../db/database.ts'
import * as store from './store.ts'

/** Everybody who serves or did, each with their teams. */
export async function membersWithTeams(db: Reader) {
  const members = await store.listMembers(db)
  const teams = await store.listTeams(db)
  return members.map((m) => ({
    ...m,
    teamIds: teams.filter((t) => t.memberIds.includes(m.id)).map((t) => t.id),
  }))
}
