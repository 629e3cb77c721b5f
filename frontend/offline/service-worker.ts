/**
 * Caches the files of the shop's pages, so that the pages open offline. Network first: online pages are
 * always current. API answers and other addresses are never cached.
 */

/** Set by build/frontend.ts: the addresses of the pages and their files. */
declare const SHELL: readonly string[];
declare const SHELL_VERSION: string;

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The used part of the global scope: TypeScript's types for workers conflict with its types for pages. */
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const cacheName = `shell-${SHELL_VERSION}`;

/** Timeout of the network before the cache answers. */
const patienceMs = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // A product's page is the shop's page with other tags.
  const isProduct = request.mode === 'navigate' && pathname.startsWith('/product/');
  const keptAs = isProduct ? '/' : pathname;
  const isShell = origin === location.origin && SHELL.includes(keptAs);
  if (request.method === 'GET' && isShell) event.respondWith(answer(pathname, keptAs));
});

async function install() {
  const cache = await caches.open(cacheName);
  await cache.addAll(SHELL.map((address) => new Request(address, { cache: 'reload' })));
  await worker.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const outdated = names.filter((name) => name.startsWith('shell-') && name !== cacheName);
  await Promise.all(outdated.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param keptAs the address in the cache */
async function answer(pathname: string, keptAs: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(pathname, {
      // Bypasses the HTTP cache, whose copy may be older.
      cache: 'no-cache',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) {
      if (pathname === keptAs) await cache.put(pathname, response.clone());
      return response;
    }
    return (await cache.match(keptAs)) ?? response;
  } catch (error) {
    const kept = await cache.match(keptAs);
    if (kept) return kept;
    throw error;
  }
}
