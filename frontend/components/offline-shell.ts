/**
 * Registers the service worker, so that the page opens offline and can be installed. Browsers refuse
 * the registration without HTTPS; the page then works online only.
 */
export function keepOfflineShell(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
