/**
 * Registers the service worker, so that the page opens offline and can be installed. Without HTTPS
 * browsers refuse that, and the page works without it.
 */
export function keepOfflineShell(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
