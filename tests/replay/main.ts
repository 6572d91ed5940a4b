import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { endSpawned } from '../../src/server/db/testing/spawned.ts'
import { replay } from './replay.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    dir: { type: 'string', default: 'replay' },
  },
})
const given = { dir: resolve(values.dir), mails: Number(values.mails), seed: Number(values.seed) }
let last = ''
const found = await replay(given, (words) => {
  if (words !== last) console.log(words)
  last = words
})
const { lost, doubled, strangers, apart, book, faults, seconds, mails, bySmtp } = found
console.log(
  `${mails} mails in ${seconds.toFixed(0)} s, ${(mails / seconds).toFixed(0)} a second, with the faults; ${bySmtp} brought by another server`,
)
console.log(`faults: ${JSON.stringify(faults)}`)
console.log(`receipt book: ${JSON.stringify(book)}`)
for (const [name, list] of Object.entries({ lost, doubled, 'with strangers': strangers, apart })) {
  console.log(`${name}: ${list.length}`)
  for (const one of list.slice(0, 20)) console.log(`  ${one}`)
}
console.log(`all of it stands in ${join(given.dir, 'data')}`)
await endSpawned()
process.exit(lost.length + doubled.length + strangers.length + apart.length > 0 ? 1 : 0)
