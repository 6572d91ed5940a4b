/** For journeys each of whose steps begins on a page of its own: with CI=true a step that fell is tried once more. */
export const AGAIN = { retry: process.env.CI === 'true' ? 1 : 0 }
