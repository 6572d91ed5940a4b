import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { REFUSALS } from '../src/domain/shared/refusal.ts'
import en from '../src/words/en.json' with { type: 'json' }

const ROOT = join(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** The order of the rooms: each may call those before it. */
const AREAS = [
  'accounts',
  'people',
  'conversations',
  'promises',
  'contact',
  'goodwill',
  'channels',
  'imports',
  'notices',
  'today',
  'search',
  'reports',
  'away',
]
const FLOORS: Record<string, string[]> = {
  domain: ['domain'],
  contract: ['domain', 'contract'],
  server: ['domain', 'contract', 'server', 'words'],
  web: ['domain', 'contract', 'web', 'words'],
  words: ['domain', 'words'],
}
const PACKAGES: Record<string, RegExp> = {
  domain: /^(temporal-polyfill|libphonenumber-js)/,
  contract: /^zod$/,
  words: /^$/,
}
/** What a file of an area on the server may be called: by its role. */
const ROLES = /^(store|actions|routes|views|jobs|reactions)(-[a-z-]+)?\.ts$|\.test\.ts$/
const EXTRA_ROLES: Record<string, RegExp> = {
  accounts: /^(letters(-[a-z]+)*|set-up)\.ts$/,
  channels: /^(mail-in|mail-out|mailboxes|look-back|raw)(-[a-z]+)*\.ts$/,
}

type Source = { path: string; floor: string; area: string | null; text: string; imports: string[] }

function filesIn(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

const sources: Source[] = filesIn(SRC)
  .filter((f) => /\.tsx?$/.test(f))
  .map((file) => {
    const path = relative(SRC, file)
    const text = readFileSync(file, 'utf8')
    const [floor, second] = path.split('/')
    const area = second && AREAS.includes(second) ? second : null
    const imports = [
      ...text.matchAll(
        /(?:^\}? ?|^import .*|^export .*)from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
      ),
    ].map((m) => (m[1] ?? m[2] ?? m[3])!)
    return { path, floor: floor!, area, text, imports }
  })
const production = sources.filter((s) => !/\.test\.tsx?$/.test(s.path))
const onFloors = production.filter((s) => s.path.includes('/') && FLOORS[s.floor])

function target(from: Source, specifier: string): string | null {
  return specifier.startsWith('.') ? relative(SRC, resolve(SRC, dirname(from.path), specifier)) : null
}

function breaches(find: (s: Source) => string[]): string[] {
  return onFloors.flatMap((s) => find(s).map((b) => `${s.path}: ${b}`))
}

/** What stands between a bracket and the one that closes it, both with it; brackets in texts are taken to be balanced. */
function callAt(text: string, from: number): string {
  let open = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') open++
    if (text[at] === ')' && --open === 0) return text.slice(from, at + 1)
  }
  return text.slice(from)
}

describe('the law of the house', () => {
  it('lets a floor import only what lies below it', () => {
    expect(
      breaches((s) =>
        s.imports.filter((i) => {
          const to = target(s, i)
          return to !== null && !to.startsWith('..') && !FLOORS[s.floor]!.includes(to.split('/')[0]!)
        }),
      ),
    ).toEqual([])
  })

  it('lets a room of the server call only rooms it stands on', () => {
    expect(
      breaches((s) =>
        s.floor === 'server' && s.area
          ? s.imports.filter((i) => {
              const [floor, area] = target(s, i)?.split('/') ?? []
              return floor === 'server' && AREAS.indexOf(area!) > AREAS.indexOf(s.area!)
            })
          : [],
      ),
    ).toEqual([])
  })

  it('keeps rules free of packages, clocks, chance and waiting', () => {
    expect(
      breaches((s) => {
        const allowed = PACKAGES[s.floor]
        const foreign = allowed ? s.imports.filter((i) => !i.startsWith('.') && !allowed.test(i)) : []
        const impure =
          s.floor === 'domain'
            ? [
                ...s.text.matchAll(
                  /Date\.now\(|new Date\(\)|Math\.random|\basync\b|\bawait\b|process\.|fetch\(|Temporal\.Now/g,
                ),
              ].map((m) => m[0])
            : []
        return [...foreign, ...impure]
      }),
    ).toEqual([])
  })

  it('takes the time library in one file, and the telephone library in one', () => {
    const users = (name: string) =>
      production.filter((s) => s.imports.some((i) => i.startsWith(name))).map((s) => s.path)
    expect(users('temporal-polyfill')).toEqual(['domain/shared/time.ts'])
    expect(users('libphonenumber-js')).toEqual(['domain/people/handles.ts'])
  })

  it('has no circle of imports', () => {
    const graph = new Map(
      production.map((s) => [
        s.path,
        s.imports.map((i) => target(s, i)).filter((t): t is string => t !== null),
      ]),
    )
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (path: string, trail: string[]) => {
      if (trail.includes(path))
        return void circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (done.has(path)) return
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path])
      done.add(path)
    }
    for (const path of graph.keys()) walk(path, [])
    expect(circles).toEqual([])
  })

  it('names the files of a room by their role', () => {
    expect(
      production
        .filter((s) => s.floor === 'server' && s.area)
        .filter((s) => {
          const name = s.path.split('/').at(-1)!
          return !ROLES.test(name) && !EXTRA_ROLES[s.area!]?.test(name)
        })
        .map((s) => s.path),
    ).toEqual([])
  })

  it('writes SQL only where SQL belongs', () => {
    const home = /^server\/(db|events|jobs|world|accounts\/set-up|http\/who)|\/store(-[a-z-]+)?\.ts$/
    const writes = /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/
    expect(
      production
        .filter((s) => s.floor === 'server' && writes.test(s.text) && !home.test(s.path))
        .map((s) => s.path),
    ).toEqual([])
  })

  it('reads the environment only in config.ts', () => {
    const users = production.filter((s) => s.text.includes('process.env')).map((s) => s.path)
    expect(users.filter((p) => !/^server\/world\/|\/testing\//.test(p))).toEqual(['server/config.ts'])
  })

  it('has no default exports, no barrels, no drawers for odds and ends', () => {
    expect(production.filter((s) => /^export default/m.test(s.text)).map((s) => s.path)).toEqual([])
    expect(
      production
        .filter((s) => /(^|\/)(index|utils?|helpers?|common|manager)\.tsx?$/.test(s.path))
        .map((s) => s.path),
    ).toEqual([])
  })

  it('keeps files short enough to read', () => {
    const long = production.filter((s) => s.text.split('\n').length > 400 && s.path !== 'server/db/schema.ts')
    expect(long.map((s) => s.path)).toEqual([])
  })

  it('tells of every function of the server and of the rules what it does', () => {
    const told = /^export (?:async )?function\*? \w+/gm
    const silent = breaches((s) => {
      if (!['server', 'domain'].includes(s.floor) || s.path.includes('/testing/')) return []
      return [...s.text.matchAll(told)]
        .filter((m) => !/\*\/\n$/.test(s.text.slice(0, m.index)))
        .map((m) => m[0])
    })
    expect(silent).toEqual([])
  })

  it('lets tests make their folders in one way, so that none stays behind after a kill', () => {
    const tests = [
      ...sources,
      ...filesIn(join(ROOT, 'tests')).map((f) => ({
        path: relative(ROOT, f),
        text: readFileSync(f, 'utf8'),
      })),
    ]
    const makers = tests
      .filter((s) => /\.ts$/.test(s.path) && /\bmkdtemp(Sync)?\(/.test(s.text))
      .map((s) => s.path)
    // Within a folder that is one already.
    expect(
      makers.filter((p) => !['server/start-users.test.ts', 'server/world/world.ts'].includes(p)),
    ).toEqual(['server/world/places.ts'])
  })

  it('lets no test wait by the default second, which a busy machine misses', () => {
    const tests = [...filesIn(SRC), ...filesIn(join(ROOT, 'tests'))].filter((f) =>
      /\.(test|spec)\.ts$/.test(f),
    )
    const hasty = tests.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bvi\.wait(?:For|Until)\(|\.poll\(/g)]
        .map((call) => callAt(call.input, call.index + call[0].length - 1))
        .filter((call) => !/timeout|SOON/.test(call))
        .map((call) => `${relative(ROOT, file)}: ${call}`),
    )
    expect(hasty).toEqual([])
  })

  it('has a sentence for every refusal', () => {
    expect(Object.keys(REFUSALS).filter((code) => !(code in en.refusal))).toEqual([])
  })

  it('points only to files that exist from its finder’s table', () => {
    const table = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
    const named = [...table.matchAll(/`((?:src|tests|migrations|scripts|docs)\/[\w./-]+)`/g)].map(
      (m) => m[1]!,
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((f) => !statSync(join(ROOT, f), { throwIfNoEntry: false }))).toEqual([])
  })
})

describe('what people read', () => {
  // What a terminal and a log say is for whoever runs Servus, and stays English; a demo tells a story; the API describes itself.
  const forOperators =
    /^server\/(operate|backup|db|world|files|start\.ts|config\.ts|data-dir\.ts|log\.ts|secret\.ts|http\/mount\.ts)|^(main|cli)\.ts$|^contract\//
  // A name of theirs, a product's, or what a machine reads.
  const noSentence = /^(Samsung Internet|Bearer |(GET|POST|PATCH|DELETE) \/|[A-Z ]+$)/
  const literal = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g
  const tongue = /^[“"]?\p{Lu}\p{L}*['’]?\p{Ll}*,? (?:\S+ )*\S+$/u

  it('stands in src/words and nowhere else', () => {
    const said = production
      .filter(
        (s) => !s.path.startsWith('words/') && !forOperators.test(s.path) && !s.path.includes('/testing/'),
      )
      .flatMap((s) =>
        withoutAsides(s.text).flatMap((line) =>
          [...line.matchAll(literal)]
            .map((m) => (m[1] ?? m[2] ?? m[3] ?? '').trim())
            .filter((words) => tongue.test(words) && !noSentence.test(words))
            .map((words) => `${s.path}: ${words}`),
        ),
      )
    expect(said).toEqual([])
  })

  it('stands in src/words also where a screen says it between its tags', () => {
    const said = production
      .filter((s) => s.path.endsWith('.tsx'))
      .flatMap((s) =>
        [...s.text.matchAll(/(?<![=-])>\s*([^<>{}=;()]*\p{L}{2}[^<>{}=;()]*)\s*<\//gu)].map(
          (m) => `${s.path}: ${m[1]!.trim()}`,
        ),
      )
    expect(said).toEqual([])
  })

  // Lines without comments, without what is thrown for a developer or goes into the log, and without what a listening ear matches.
  function withoutAsides(text: string): string[] {
    return text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .filter(
        (line) =>
          !/^\s*\/\/|throw new (\w*Error)\(|new Error\(|super\(|log\.(info|warn|error|debug)\(/.test(line),
      )
  }
})

describe('what Servus never holds', () => {
  const columns = [...readFileSync(join(SRC, 'server/db/schema.ts'), 'utf8').matchAll(/^ {2}(\w+): /gm)].map(
    (m) => m[1]!,
  )
  const contract = production
    .filter((s) => s.floor === 'contract')
    .map((s) => s.text)
    .join('\n')

  it('a field for wealth, looks, gender or the quality of a lead [S0-04] [S2-27] [S3-16]', () => {
    const forbidden =
      /wealth|income|spend|revenue|lifetime|lead_?(quality|score)|appearance|gender|sex$|vip|customer_?value/i
    expect(columns.filter((c) => forbidden.test(c))).toEqual([])
    expect(contract.match(forbidden)).toBeNull()
  })

  it('a duration, a score, a rank, a quota or a target of one who serves [S4-25] [S4-27] [S0-09] [S4-31]', () => {
    const forbidden =
      /duration|handle_?time|idle|score|rank\b|ranking|quota|target_?(rate|count)|response_?time|occupancy/i
    expect(columns.filter((c) => forbidden.test(c))).toEqual([])
    expect(contract.match(forbidden)).toBeNull()
  })
})
