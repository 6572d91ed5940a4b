// npm test: everything, each part with its own runner, and one closing line that counts them all.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failuresOf } from './failures.mjs'
import { startPostgres15 } from './postgres15.mjs'
import { buildWeb, ENV, installPackages, NODE, ROOT } from './prepare.mjs'

installPackages()
const only = process.argv[2]
const rest = process.argv.slice(3)
const all = { passed: 0, failed: 0, skipped: 0 }
const skippedNames = []
const said = []
const failures = []

if (!only) {
  step('types and style', NODE, ['scripts/check.mjs'])
  step('row types match the migrations', NODE, ['scripts/schema.mjs', '--verify'])
}
if (!only || only === 'rules') suite('rules')
if (!only || only === 'server') suite('server')
if (!only || only === 'postgres15') await suiteOn15()
if (!only || only === 'replay') suite('replay')
if (!only || only === 'e2e') {
  buildWeb()
  suite('e2e')
}
for (const line of said) console.log(line)
// Once more at the very end: of a long log often no more is left.
for (const failure of failures) console.log(`failed: ${failure}`)
for (const name of skippedNames) console.log(`skipped: ${name}`)
const skip = all.skipped > 0 ? `, ${all.skipped} skipped` : ''
console.log(`${all.passed} passed, ${all.failed} failed${skip}`)
const skipFails = process.env.CI === 'true' && all.skipped > 0
if (skipFails) console.error('With CI=true a skip is a failure.')
process.exitCode = all.failed > 0 || all.passed === 0 || skipFails ? 1 : 0

function step(name, command, args) {
  const from = Date.now()
  const { status } = spawnSync(command, args, { cwd: ROOT, env: ENV, stdio: 'inherit' })
  if (status === 0) all.passed += 1
  else {
    all.failed += 1
    failures.push(name)
  }
  said.push(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds(from)})`)
}

/** What speaks most to the database once more on Debian's PostgreSQL 15, the oldest that DATABASE_URL may name. */
async function suiteOn15() {
  // One for each worker: see src/server/world/cluster.ts.
  const clusters = [await startPostgres15(), await startPostgres15()]
  if (!clusters[0]) {
    all.skipped += 1
    skippedNames.push('the server on PostgreSQL 15 (apt-get install postgresql-15)')
    return
  }
  try {
    const parts = ['db', 'events', 'accounts', 'people', 'conversations', 'promises', 'backup']
    const files = parts.map((part) => `src/server/${part}/`)
    suite('server', 'server on PostgreSQL 15', files, {
      TEST_DATABASE_URL: clusters.map((cluster) => cluster.url).join(','),
    })
  } finally {
    for (const cluster of clusters) cluster.stop()
  }
}

function suite(project, name = project, files = rest, env = {}) {
  const from = Date.now()
  const dir = mkdtempSync(join(tmpdir(), 'servus-results-'))
  const out = join(dir, 'results.json')
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${out}`,
    ...files,
  ]
  const { status } = spawnSync(NODE, args, { cwd: ROOT, env: { ...ENV, ...env }, stdio: 'inherit' })
  const result = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null
  rmSync(dir, { recursive: true, force: true })
  const tests = (result?.testResults ?? []).flatMap((f) => f.assertionResults)
  const count = (...states) => tests.filter((t) => states.includes(t.status)).length
  const failed = count('failed')
  all.passed += count('passed')
  all.skipped += count('skipped', 'pending', 'todo')
  skippedNames.push(
    ...tests.filter((t) => ['skipped', 'pending', 'todo'].includes(t.status)).map((t) => t.fullName),
  )
  // A suite that broke before its tests ran is one failure that must be seen.
  all.failed += failed > 0 ? failed : status === 0 ? 0 : 1
  const named = result ? failuresOf(result, ROOT) : []
  if (named.length === 0 && status !== 0) named.push('something that belongs to no test, see above')
  failures.push(...named.map((failure) => `${name}: ${failure}`))
  said.push(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds(from)})`)
}

function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`
}
