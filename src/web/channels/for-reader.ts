const BEHIND_A_PERSON =
  /^(?:back|up|by|on|at|with|about|when|if|today|tomorrow|tonight|again|and|or|the|an?|to|in|before|after|from|over|of)\b/i

/**
 * Says a promise to the one who will read it: what was written of them ("call her back", "Priya’s car") becomes "you" and
 * "your". English only; German is heard with "Sie" and "Ihnen" already.
 */
export function forReader(text: string, theirName: string | undefined): string {
  const named = theirName ? text.replace(nameIn(theirName), (_, of) => (of ? 'your' : 'you')) : text
  return named
    .replace(/\b(?:him|them)\b/gi, 'you')
    .replace(/\b(?:his|their)\b/gi, 'your')
    .replace(/\bher\b(\s*)/gi, (all, space: string, at: number) => {
      const behind = named.slice(at + all.length)
      const isPerson = behind === '' || !/^\p{L}/u.test(behind) || BEHIND_A_PERSON.test(behind)
      return `${isPerson ? 'you' : 'your'}${space}`
    })
}

function nameIn(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(['’]s)?(?![\\p{L}\\p{N}])`, 'gu')
}
