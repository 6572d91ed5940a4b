// Shows what is pushed, also while no window of Servus is open. It keeps nothing and stands between no page and its server.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

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
      icon: '/favicon.svg',
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
