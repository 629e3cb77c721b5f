const address = '/service-worker.js';

/** Browsers with Trusted Types accept a script's address only from a policy that the pages' headers allow. */
interface TrustedTypes {
  createPolicy(
    name: 'service-worker',
    rules: { readonly createScriptURL: () => string },
  ): { createScriptURL(text: string): string };
}

/**
 * Registers the service worker, so that the page opens offline and can be installed. Browsers refuse
 * the registration without HTTPS; the page then works online only.
 */
export function keepOfflineShell(): void {
  if (!('serviceWorker' in navigator)) return;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('service-worker', { createScriptURL: () => address });
  const trusted = policy?.createScriptURL(address) ?? address;
  void navigator.serviceWorker.register(trusted).catch(() => undefined);
}
