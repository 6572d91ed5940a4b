// What must stand before anything runs: packages and the built web app. Plain JavaScript for Node 20.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const BIN = join(ROOT, 'node_modules/.bin')

/** The Node that comes as a package; everything of ours runs on it. */
export const NODE = join(BIN, process.platform === 'win32' ? 'node.cmd' : 'node')

/** The environment in which our tools find each other. */
export const ENV = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` }

/** Runs a command to its end; ends this program with one sentence if it fails. */
export function run(command, args, sentence, env = ENV) {
  const done = spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status === 0) return
  console.error(sentence)
  process.exit(done.status ?? 1)
}

/** Installs the packages of the lockfile unless exactly those are there. */
export function installPackages() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) {
    console.error(`Servus needs Node 20 or newer to begin; this is ${process.versions.node}.`)
    process.exit(1)
  }
  const stamp = join(ROOT, 'node_modules/.servus-packages')
  const wanted = hashOf([join(ROOT, 'package-lock.json')])
  if (existsSync(stamp) && existsSync(NODE) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages (once)…')
  // Not `npm ci`: it refuses a lockfile that lacks a package for another kind of machine, which not every registry holds.
  run(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    'The packages could not be installed (npm says why above): is its registry in reach, and package-lock.json as it was committed?',
  )
  writeFileSync(stamp, wanted)
}

/** Builds the web app unless the sources are those it was built from. */
export function buildWeb() {
  const stamp = join(ROOT, 'dist/web.built-from')
  const wanted = hashOf([
    ...filesIn('src/web'),
    ...filesIn('src/words'),
    ...filesIn('src/contract'),
    ...filesIn('src/domain'),
    join(ROOT, 'vite.config.ts'),
    join(ROOT, 'package-lock.json'),
  ])
  if (
    existsSync(stamp) &&
    existsSync(join(ROOT, 'dist/web/index.html')) &&
    readFileSync(stamp, 'utf8') === wanted
  )
    return
  console.log('Building the web app…')
  run(
    NODE,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    'The web app could not be built.',
    // Whoever builds: another NODE_ENV (a test has one) would bring the libraries in their slow form, twice as large.
    { ...ENV, NODE_ENV: 'production' },
  )
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(stamp, wanted)
}

function filesIn(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map((f) => join(ROOT, folder, f))
    .filter((f) => statSync(f).isFile() && !f.endsWith('.test.ts'))
    .sort()
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
