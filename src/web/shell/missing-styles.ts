const missing = new Set<HTMLLinkElement>()
addEventListener('error', ({ target }) => isStyle(target) && missing.add(target), true)
let underWay: Promise<unknown> | undefined

/**
 * Asks again for the styles of late code that did not come; done at once where none are missing. Vite asks for each once and takes it
 * for there from then on, so what needs them would be drawn without, whenever it is opened next.
 * @throws Error where they do not come now either
 */
export async function fetchMissingStyles(): Promise<void> {
  if (missing.size > 0) underWay = Promise.all([...missing].map(fetchAnew))
  await underWay
}

function fetchAnew(lost: HTMLLinkElement): Promise<void> {
  missing.delete(lost)
  const style = lost.cloneNode() as HTMLLinkElement
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  style.onload = () => resolve()
  style.onerror = () => reject(new Error(`no styles from ${style.href}`))
  lost.replaceWith(style)
  return promise
}

function isStyle(target: EventTarget | null): target is HTMLLinkElement {
  return target instanceof HTMLLinkElement && target.rel === 'stylesheet'
}
