// npm run check: types on both sides, format, lint.
import { spawnSync } from 'node:child_process'
import { ENV, ROOT } from './prepare.mjs'

const steps = [
  ['tsc', ['-p', 'tsconfig.json']],
  ['tsc', ['-p', 'src/web/tsconfig.json']],
  ['biome', ['check', '--error-on-warnings', '.']],
]
let failed = false
for (const [command, args] of steps) {
  const { status } = spawnSync(command, args, { cwd: ROOT, env: ENV, stdio: 'inherit' })
  if (status !== 0) failed = true
}
process.exit(failed ? 1 : 0)
