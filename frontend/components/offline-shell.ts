/**
 * From now on the page opens without a connection, and can be installed. Where browsers do not allow
 * that, as without https, it works all the same.
 */
export function keepOfflineShell(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
