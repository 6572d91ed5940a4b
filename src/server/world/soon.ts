/**
 * How a test waits for a state to come (ms), for `vi.waitFor` and `expect.poll`; their own default of one second would say how quick a
 * busy machine has to be. It says when to give up.
 */
export const SOON = { timeout: 10_000, interval: 20 }
