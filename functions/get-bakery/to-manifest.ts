import type { BakeryResponse } from '../../shared/contract/settings.ts';

/** The name and look of the installed shop: https://www.w3.org/TR/appmanifest/ */
export function toManifest({ name }: Pick<BakeryResponse, 'name'>) {
  return {
    id: '/',
    name,
    short_name: name,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    // Same value as in frontend/styles/design-tokens.css.
    background_color: '#fbf4e8',
    theme_color: '#9a4419',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
