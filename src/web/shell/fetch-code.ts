import { lineBack, lineLost } from '../api/line.ts'
import { fetchMissingStyles } from './missing-styles.ts'

/** Code did not come because the server cannot be reached. */
export class NoLineForCode extends TypeError {}

/**
 * Code did not come though the server can be reached: it has the file no more (it was renewed since this page was opened), or the file
 * failed before, which a browser may remember until the page is loaded anew.
 */
export class CodeMissing extends Error {
  constructor(cause: unknown) {
    // By these words the router knows that the page is to be loaded anew, which it does once; of styles that do not come Vite has others.
    super(`Failed to fetch dynamically imported module: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

/**
 * Fetches code of the app that the first screen did not bring.
 * @throws NoLineForCode where the server cannot be reached, CodeMissing where it can.
 */
export async function fetchCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    await fetchMissingStyles()
    return await load()
  } catch (cause) {
    if (await isServerThere()) throw new CodeMissing(cause)
    throw new NoLineForCode('no line', { cause })
  }
}

/** Asks whether the server can be reached, and tells who shows the line. */
export async function isServerThere(): Promise<boolean> {
  const there = await fetch('/app-files.json', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (there) lineBack()
  else lineLost()
  return there
}
