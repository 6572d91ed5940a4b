import { listHeldDue, workspacesWithHeldWords } from '../contact/store-door-held.ts'
import type { Tick } from '../jobs/tick.ts'
import { tellWord } from './actions-words.ts'

/** How many words are asked about at once; the rest follow a second later. */
const MOST = 50

/** Words that waited for their time are asked again at the door, and told if it lets them: once, also when the server was down then. */
export const heldWords: Tick = {
  due: workspacesWithHeldWords,
  run: async (act, services) => {
    for (const word of await act.db.read(act.workspaceId, (db) => listHeldDue(db, act.now, MOST))) {
      if (!word.promiseId) continue
      try {
        await tellWord(services, act, word.promiseId, word.id)
      } catch (err) {
        services.log.error({ err, word: word.id }, 'a word that waited could not be told; it is tried again')
      }
    }
  },
}
