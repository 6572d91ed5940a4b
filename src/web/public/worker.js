// Shows what is pushed, also while no window of Servus is open, and a page that says so where there is no line to the server.
// It keeps that one page and nothing of anybody's: every other word comes from the server.

const KEPT = 'servus-offline-1'
const NO_LINE = '/offline.html'

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(NO_LINE)))
})
self.addEventListener('activate', (event) =>
  event.waitUntil(
    Promise.all([
      self.clients.claim(),
      caches.keys().then((all) => Promise.all(all.map((name) => name !== KEPT && caches.delete(name)))),
    ]),
  ),
)

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(NO_LINE)) ?? Response.error()))
})

self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data?.json() ?? {}
  } catch {
    // A push always has to be shown, whatever stands in it.
  }
  event.waitUntil(
    self.registration.showNotification(told.title ?? 'Servus', {
      body: told.body ?? '',
      tag: told.tag,
      icon: '/icon-192.png',
      data: { url: told.url ?? '/' },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const wanted = new URL(event.notification.data?.url ?? '/', self.location.origin)
  const url = wanted.origin === self.location.origin ? wanted.href : self.location.origin
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((w) => !/^\/(p|form|sign-in|setup)(\/|$)/.test(new URL(w.url).pathname))
      if (!open) return self.clients.openWindow(url)
      // The page goes there by itself: loading it anew could lose what somebody is typing.
      open.postMessage({ open: new URL(url).pathname })
      return open.focus()
    }),
  )
})
