import { lineBack, lineLost } from '../api/line.ts'

/** Code did not come because the server cannot be reached. */
export class NoLineForCode extends TypeError {}

/**
 * Fetches code of the app that the first screen did not bring.
 * @throws NoLineForCode where the server cannot be reached; what was thrown where it can: it has the file no more (it was renewed since this
 * page was opened), or the file failed before, which a browser may remember until the page is loaded anew.
 */
export async function fetchCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load()
  } catch (cause) {
    if (await isServerThere()) throw cause
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
