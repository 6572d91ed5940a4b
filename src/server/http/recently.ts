/** Counts how often something came from one place within a time; in memory, so each process counts its own. */
export type Recently = { readonly count: (place: string, nowMs: number) => number }

/** Makes a counter over `windowMs`; `count` gives how often the place came before, and remembers that it came again. */
export function recently(windowMs: number, mostPlaces = 10_000): Recently {
  const seen = new Map<string, number[]>()
  return {
    count: (place, nowMs) => {
      const times = (seen.get(place) ?? []).filter((t) => nowMs - t < windowMs)
      seen.delete(place)
      seen.set(place, [...times.slice(-99), nowMs])
      // The places that came first are forgotten first.
      if (seen.size > mostPlaces) seen.delete(seen.keys().next().value!)
      return times.length
    },
  }
}
