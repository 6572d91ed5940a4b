// Shows what is pushed, also while no window of Servus is open, and opens the app where there is no line to the server.
// It keeps the app itself (its page, code and styles), which is the same for everybody, and a page that says that there is no line
// where even that is not kept. It keeps nothing of anybody's: every other word comes from the server.

const KEPT = 'servus-offline-4'
const SHELL = 'servus-shell-1'
const NO_LINE = '/offline.html'
const APP = '/index.html'
/** Those who are served have pages of their own. */
const SERVED = /^\/(p|form)\//

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([NO_LINE, '/offline.js'])))
})
self.addEventListener('activate', (event) =>
  event.waitUntil(
    Promise.all([
      self.clients.claim(),
      caches
        .keys()
        .then((all) =>
          Promise.all(all.map((name) => name !== KEPT && name !== SHELL && caches.delete(name))),
        ),
    ]),
  ),
)

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => withoutLine(pathname)))
  // What has its own fingerprint in its name never changes.
  else if (
    request.method === 'GET' &&
    origin === self.location.origin &&
    /^\/(assets\/|theme\.js$|first-load\.js$|offline\.js$)/.test(pathname)
  ) {
    if (!isSurelyNotKept(pathname)) event.respondWith(fetchedOrKept(request, pathname))
    // Fonts are kept once they are used; code is kept beforehand.
    else if (/\.woff2$/.test(pathname)) event.waitUntil(keepFont(pathname).catch(() => {}))
  }
})

/** The assets that are kept; null until that was looked at. */
let keptPaths = null
const look = async () => {
  const kept = await caches.open(SHELL)
  keptPaths = new Set((await kept.keys()).map(({ url }) => new URL(url).pathname))
}
const looked = look().catch(() => {})

/** Such an asset the browser fetches by itself: what goes through here for a page that is closed meanwhile holds a line to the host. */
function isSurelyNotKept(pathname) {
  return pathname.startsWith('/assets/') && keptPaths !== null && !keptPaths.has(pathname)
}

async function withoutLine(pathname) {
  const app = SERVED.test(pathname) ? undefined : await caches.match(APP, { cacheName: SHELL })
  return app ?? (await caches.match(NO_LINE)) ?? Response.error()
}

/**
 * What is kept, else what is fetched; never both at once: a reply whose body nobody reads holds room and a line to the host, and after some
 * hundred of them the browser delivers nothing more to the page.
 */
async function fetchedOrKept(request, pathname) {
  const isAsset = pathname.startsWith('/assets/')
  const kept = isAsset && (await caches.match(pathname, { cacheName: SHELL }))
  if (kept) return kept
  try {
    return await fetch(request)
  } catch (gone) {
    const last = isAsset ? undefined : await caches.match(pathname)
    if (last) return last
    throw gone
  }
}

async function keepFont(pathname) {
  const kept = await caches.open(SHELL)
  if (await kept.match(pathname)) return
  await kept.put(pathname, await fetchWhole(pathname))
  keptPaths?.add(pathname)
}

// The app asks for it once it stands, so that nothing is slower for it: windows opened one after the other ask once.
let keeping = null
self.addEventListener('message', (event) => {
  if (event.data?.keep !== 'app') return
  keeping ??= keepApp().finally(() => {
    keeping = null
  })
  event.waitUntil(keeping)
})

/**
 * Keeps the app as it is now: what is new of it is fetched, what is old let go. The page comes last, so that it opens what is kept; one file
 * after the other, because a browser has few lines to a host and whoever opens a screen meanwhile needs them.
 */
async function keepApp() {
  try {
    const list = await fetch('/app-files.json', { cache: 'no-cache' })
    if (!list.ok) return
    const files = new Set(await list.json())
    const kept = await caches.open(SHELL)
    // What is put from here on is added to what was seen then.
    await looked
    const has = new Set((await kept.keys()).map(({ url }) => new URL(url).pathname))
    for (const file of files)
      if (/\.(js|css)$/.test(file) && !has.has(file)) {
        await kept.put(file, await fetchWhole(file))
        keptPaths?.add(file)
      }
    const whole = ['/theme.js', '/first-load.js', APP].map(async (file) => [file, await fetchWhole(file)])
    for (const [file, reply] of await Promise.all(whole)) await kept.put(file, reply)
    for (const file of has)
      if (file.startsWith('/assets/') && !files.has(file)) {
        await kept.delete(file)
        keptPaths?.delete(file)
      }
  } catch {
    // no line, or no place: the page that was kept before stays, with all it opens
  }
}

/** Fetches a file to its end: nobody who looks for what is kept waits for a line that hangs. */
async function fetchWhole(file) {
  const reply = await fetch(file)
  if (!reply.ok) throw new Error(`${file}: ${reply.status}`)
  const headers = new Headers(reply.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  return new Response(await reply.blob(), { headers })
}

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
