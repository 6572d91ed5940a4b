/**
 * Lets the browser keep `public/worker.js`, once the first screen stands: with it Servus can be installed, and says so itself
 * where there is no line to the server. Browsers without workers, and addresses without https, go on without.
 */
export function keepWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const keep = () => void navigator.serviceWorker.register('/worker.js').catch(() => {})
  if (document.readyState === 'complete') keep()
  else addEventListener('load', keep, { once: true })
}
