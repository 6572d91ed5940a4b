import { enableCompileCache } from 'node:module'

enableCompileCache()
const { readConfig } = await import('./server/config.ts')
const { start } = await import('./server/start.ts')

try {
  const running = await start(readConfig(), (sentence) => console.log(sentence))
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await running.stop()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (e) {
  console.error(`Servus did not start. ${(e as Error).message}`)
  process.exit(1)
}
