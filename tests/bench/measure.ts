/** What a number of runs took, in milliseconds. */
export type Taken = { readonly runs: number; readonly median: number; readonly p95: number }

/** Runs something so many times, one after the other, after a tenth as many to warm up. */
export async function measure(runs: number, what: () => Promise<unknown>): Promise<Taken> {
  for (let i = 0; i < runs / 10; i++) await what()
  const took: number[] = []
  for (let i = 0; i < runs; i++) {
    const from = performance.now()
    await what()
    took.push(performance.now() - from)
  }
  took.sort((a, b) => a - b)
  return { runs, median: took[Math.floor(runs / 2)]!, p95: took[Math.floor(runs * 0.95)]! }
}

/** Prints a line of the bench; figures of other machines compare by the ratio to `to`. */
export function say(name: string, taken: Taken, to?: Taken, called = 'an empty transaction'): void {
  const ms = (x: number) => `${x.toFixed(2)} ms`
  const ratio = to ? `, ${(taken.median / to.median).toFixed(1)} × ${called}` : ''
  console.log(`${name}: median ${ms(taken.median)}, p95 ${ms(taken.p95)} (${taken.runs} runs)${ratio}`)
}
