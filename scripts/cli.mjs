// npm run backup | restore | …: the same preparation as npm start, then src/cli.ts.
import { spawnSync } from 'node:child_process'
import { ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
const { status } = spawnSync(NODE, ['src/cli.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: ENV,
  stdio: 'inherit',
})
process.exit(status ?? 1)
