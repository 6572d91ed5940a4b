import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from './server/config.ts'
import { type AtHand, atHand } from './server/operate/at-hand.ts'
import { backUp, restore } from './server/operate/backups.ts'
import { bringFile } from './server/operate/bring-file.ts'
import { examine } from './server/operate/doctor.ts'
import { resetPassword } from './server/operate/reset-password.ts'

const HELP = `npm run backup [file] [-- --without-secret]     saves everything into one file, while Servus runs or not
npm run restore <file> [-- --yes]              puts a backup in the place of everything here
npm run reset-password -- <email>              prints a link for a new password (with --stdin: reads the password;
                                               with --two-step: takes their two-step sign-in away too)
npm run import -- mbox <file>                  lays a file of mail (or of people: csv) ready, however large; started in Settings
npm run doctor                                 says what is well and what is not`

const say = (sentence: string) => console.log(sentence)

// Ctrl-C: what was begun is undone, and a database started for it is stopped.
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted.signal.aborted) process.exit(130)
    interrupted.abort(new Error('Interrupted: nothing was changed.'))
  })
const { signal } = interrupted

class Misused extends Error {}

async function run(args: string[]): Promise<number> {
  const { values: flags, positionals } = read(args)
  const [command, argument, file] = positionals
  const most = command === 'import' ? 3 : 2
  if (positionals.length > most) throw new Misused(`What is “${positionals[most]}”? One thing at a time.`)
  const config = readConfig(undefined, [])
  const having = <T>(name: string, work: (at: AtHand) => Promise<T>, orMake = false) =>
    atHand(config, { name, orMake, say }, work)
  switch (command) {
    case 'backup': {
      const options = { file: argument ?? null, withSecret: !flags['without-secret'], say, signal }
      await having('A backup', (at) => backUp(at, options))
      return 0
    }
    case 'restore': {
      if (!argument) throw new Misused('Which file? npm run restore <file>')
      await having(
        'A restore',
        (at) => restore(at, { file: argument, yes: flags.yes ?? false, say, signal }),
        true,
      )
      return 0
    }
    case 'reset-password': {
      if (!argument) throw new Misused('Whose? npm run reset-password -- <email>')
      const password = flags.stdin ? (readFileSync(0, 'utf8').split('\n')[0]?.trimEnd() ?? '') : null
      const twoStep = flags['two-step'] ?? false
      const link = await having('A new password', (at) => resetPassword(at, argument, password, { twoStep }))
      if (password === null) say(`Open this within an hour, while Servus runs; it works once:\n${link}`)
      else say(`The password of ${argument} is changed; they are signed out everywhere.`)
      if (twoStep) say('Their two-step sign-in is off: have them set it up again under Settings, Safety.')
      return 0
    }
    case 'import': {
      if ((argument !== 'mbox' && argument !== 'csv') || !file)
        throw new Misused('Which file? npm run import -- mbox <file>, or csv <file>')
      const input = {
        kind: argument === 'mbox' ? ('mbox' as const) : ('people' as const),
        file,
        workspace: flags.workspace ?? null,
      }
      const name = await having('An import', (at) => bringFile(at, input))
      say(`It waits in ${name} under Settings → Bring your history: start it there.`)
      return 0
    }
    case 'doctor': {
      const findings = await having('The doctor', examine)
      for (const { well, sentence } of findings) say(`${well ? 'well ' : 'MEND '} ${sentence}`)
      return findings.every((f) => f.well) ? 0 : 1
    }
    default:
      throw new Misused(command ? `There is no command “${command}”.` : 'Do what?')
  }
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'without-secret': { type: 'boolean' },
        yes: { type: 'boolean' },
        stdin: { type: 'boolean' },
        'two-step': { type: 'boolean' },
        workspace: { type: 'string' },
      },
    })
  } catch (e) {
    throw new Misused((e as Error).message)
  }
}

try {
  process.exit(await run(process.argv.slice(2)))
} catch (e) {
  console.error((e as Error).message)
  if (e instanceof Misused) console.error(`\n${HELP}`)
  process.exit(1)
}
