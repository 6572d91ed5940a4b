// npm start: installs what is missing, builds the web app if it is stale, then becomes the server.
import { spawn } from 'node:child_process'
import { buildWeb, ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
buildWeb()
const server = spawn(NODE, ['src/main.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...ENV, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compile` },
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
server.on('exit', (code) => process.exit(code ?? 1))
