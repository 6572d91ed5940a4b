/** How long the app has the line for itself first (ms). */
const LATER = 3_000

/**
 * Lets the browser keep `public/worker.js`, once the first screen stands: with it Servus can be installed, and says so itself
 * where there is no line to the server. A moment later it keeps the app itself, so that it opens without a line. Browsers without workers, and addresses without https, go on without.
 */
export function keepWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const keep = async () => {
    try {
      await navigator.serviceWorker.register('/worker.js')
      const { active } = await navigator.serviceWorker.ready
      setTimeout(() => active?.postMessage({ keep: 'app' }), LATER)
    } catch {
      // goes on without
    }
  }
  if (document.readyState === 'complete') void keep()
  else addEventListener('load', keep, { once: true })
}
