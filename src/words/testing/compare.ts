/** Sentences of a language as `[path, sentence]`, in the order of the file. */
export function sentencesOf(words: object, path = ''): [path: string, sentence: string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : sentencesOf(value as object, `${path}${key}.`),
  )
}

/** What a sentence takes (ICU MessageFormat): each argument with its kind, `count: plural`, sorted; whatever a branch takes counts too. */
export function takenBy(sentence: string): string[] {
  const taken = new Set<string>()
  const read = (from: number): number => {
    for (let at = from; at < sentence.length; at++) {
      if (sentence[at] === '}') return at
      if (sentence[at] !== '{') continue
      const name = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*,?)?/.exec(sentence.slice(at))
      if (!name) throw new Error(`no argument at ${at}: ${sentence}`)
      taken.add(name[2] ? `${name[1]}: ${name[2]}` : name[1]!)
      at += name[0].length
      // Branches stand in braces of their own, each again a sentence.
      for (; at < sentence.length && sentence[at] !== '}'; at++) if (sentence[at] === '{') at = read(at + 1)
    }
    return sentence.length
  }
  read(0)
  return [...taken].sort()
}

/**
 * In what a language differs from English that must not: keys it lacks or has beyond, other arguments, an empty sentence, a word of the
 * vocabulary that its sectors do not have. A language may have more words in its vocabulary: it may bend them.
 */
export function flawsOf(words: object, english: object): string[] {
  const theirs = new Map(sentencesOf(words))
  const ours = new Map(sentencesOf(english))
  const sectors = Object.values((words as { vocabulary?: object }).vocabulary ?? {}) as object[]
  return [
    ...[...ours.keys()].filter((key) => !theirs.has(key)).map((key) => `lacks ${key}`),
    ...[...theirs.keys()]
      .filter((key) => !ours.has(key) && !key.startsWith('vocabulary.'))
      .map((key) => `has ${key} beyond English`),
    ...[...theirs].flatMap(([key, said]) => {
      if (said.trim() === '') return [`${key} is empty`]
      const english = ours.get(key)
      if (english === undefined) return []
      const [here, there] = [takenBy(said), takenBy(english)].map((t) => t.join(', '))
      return here === there ? [] : [`${key} takes ${here || 'nothing'}, English ${there || 'nothing'}`]
    }),
    ...[...theirs].flatMap(([key, said]) =>
      [...said.matchAll(/\[(\w+)\]/g)]
        .filter(([, term]) => !sectors.every((sector) => term! in sector))
        .map(([, term]) => `${key} has [${term}], which not every sector has`),
    ),
  ]
}

/**
 * A language made for a test out of another: every sentence is marked, nothing else changes, so that it shows wherever English is still
 * spoken.
 */
export function marked<W extends object>(words: W, mark = '¡'): W {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? `${mark}${value}` : marked(value as object, mark),
    ]),
  ) as W
}
