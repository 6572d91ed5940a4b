/** What is fetched once it is wanted, so that the first screen does not carry it. */
export type Later<Parts> = { readonly parts: () => Parts | undefined; readonly fetch: () => Promise<unknown> }

/** Fetches parts at most once; a fetch that failed is tried again the next time. */
export function later<Parts>(load: () => Promise<Parts>): Later<Parts> {
  let parts: Parts | undefined
  let underWay: Promise<unknown> | undefined
  return {
    parts: () => parts,
    fetch: () => {
      underWay ??= load().then(
        (loaded) => {
          parts = loaded
        },
        (error) => {
          underWay = undefined
          throw error
        },
      )
      return underWay
    },
  }
}
