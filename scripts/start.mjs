// npm start: installs what is missing, builds the web app if it is stale, then becomes the server.
import { spawn } from 'node:child_process'
import { buildWeb, ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
buildWeb()
const server = spawn(NODE, ['src/main.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...ENV, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compile` },
  // The line tells the server when this program is gone, even by kill -9.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
// npm ends at a SIGTERM without telling us: what it started then belongs to somebody else.
const parent = process.ppid
if (process.env.npm_lifecycle_event)
  setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), 500).unref()
server.on('exit', (code) => process.exit(code ?? 1))
