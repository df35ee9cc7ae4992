// Keeps what the shell and the visit form need, so that they open without a network. Records are never kept here: the pages keep what must not be
// lost themselves. A page that is open goes on with the files it was built with; the new ones are taken once it is closed.
const CACHE = 'lianzhao-/* VERSION */'
const FILES = ['/* FILES */']
const WAIT = 4000

self.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))))

self.addEventListener('activate', (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('lianzhao-') && name !== CACHE).map((name) => caches.delete(name))))))

const kept = async (key) => (await caches.open(CACHE)).match(key)

/** The page from the network; the kept one where there is none, or where it takes too long. */
async function page(request) {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), WAIT)
  try {
    return await fetch(request, { signal: abort.signal })
  } catch {
    return (await kept('/')) ?? Response.error()
  } finally {
    clearTimeout(timer)
  }
}
/** Files with a hash in their name never change under it. */
const asset = async (request) => (await kept(request)) ?? fetch(request)

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg') event.respondWith(asset(request))
})
