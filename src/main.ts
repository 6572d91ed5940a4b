import { enableCompileCache } from 'node:module'

enableCompileCache()

/** How long a stop may take before it is forced (ms). */
const PATIENCE = 20_000

// Asked to stop while still starting: what was begun is finished, then undone.
let asked = false
let askedAt = 0
let wake = () => {}
const stopAsked = new Promise<void>((done) => {
  wake = done
})
function stop(signal: string) {
  // One Ctrl-C arrives twice, from the terminal and from npm start; a second one later means it.
  if (asked && signal === 'SIGINT' && Date.now() - askedAt > 1000) process.exit(130)
  if (asked) return
  asked = true
  askedAt = Date.now()
  wake()
  setTimeout(() => process.exit(1), PATIENCE).unref()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
// npm start is gone, however it ended: nobody could stop us any more, and the database would stay behind.
if (process.connected) process.on('disconnect', () => stop('SIGTERM'))
process.channel?.unref()
// A terminal that was closed takes no words; that must not end us before the database has.
for (const out of [process.stdout, process.stderr]) out.on('error', () => {})
// A restore changed what everything rests on (npm run restore sends this).
let restart = () => {}
if (process.platform !== 'win32') process.on('SIGUSR2', () => restart())

const { readConfig } = await import('./server/config.ts')
const { start } = await import('./server/start.ts')
try {
  const config = readConfig()
  while (!asked) {
    const running = await start(config, (sentence) => console.log(sentence))
    const restartAsked = new Promise<void>((done) => {
      restart = done
    })
    await Promise.race([stopAsked, restartAsked])
    if (!asked) console.log('Starting anew…')
    await running.stop()
  }
  process.exit(0)
} catch (e) {
  console.error(`Servus did not start. ${(e as Error).message}`)
  process.exit(1)
}
