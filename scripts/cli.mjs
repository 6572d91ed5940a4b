// npm run backup | restore | …: the same preparation as npm start, then src/cli.ts.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
// npm runs us in the package's folder; a file is meant from where somebody stood.
const [command, ...rest] = process.argv.slice(2)
const named = rest.findIndex((a) => !a.startsWith('-'))
const from = process.env.INIT_CWD ?? process.cwd()
if (['backup', 'restore'].includes(command) && named >= 0) rest[named] = resolve(from, rest[named])
if (command === 'import' && rest[1]) rest[1] = resolve(from, rest[1])
const args = command ? [command, ...rest] : []
const child = spawn(NODE, ['src/cli.ts', ...args], { cwd: ROOT, env: ENV, stdio: 'inherit' })
// The child hears Ctrl-C itself and says how it ended.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
