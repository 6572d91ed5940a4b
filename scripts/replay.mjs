// npm run replay -- --mails 100000 --dir folder: plays mails with faults into a Servus of its own (tests/replay/).
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
const rest = process.argv.slice(2)
const at = rest.indexOf('--dir')
if (at >= 0 && rest[at + 1]) rest[at + 1] = resolve(process.env.INIT_CWD ?? process.cwd(), rest[at + 1])
const child = spawn(NODE, ['tests/replay/main.ts', ...rest], { cwd: ROOT, env: ENV, stdio: 'inherit' })
child.on('exit', (code) => process.exit(code ?? 1))
