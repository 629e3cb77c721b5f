import type { SessionResponse } from '../../shared/contract/accounts.ts';
import type { OpenView } from './view.ts';
import { words } from './words.ts';

export interface Room {
  /** In the address: "#/trouble". The first room is at "#/". */
  readonly name: string;
  /** What it is called in the navigation; null for what is opened from elsewhere. */
  readonly title: string | null;
  /** Who may enter. */
  readonly role: SessionResponse['role'];
  load(): Promise<{ readonly open: OpenView }>;
}

/** All that the counter can show; each is loaded when it is entered for the first time. */
export const rooms: readonly Room[] = [
  {
    name: '',
    title: words.board,
    role: 'baker',
    load: () => import('./board/board.ts'),
  },
  {
    name: 'new-order',
    title: words.newOrder,
    role: 'baker',
    load: () => import('./new-order/new-order.ts'),
  },
  {
    name: 'orders',
    title: null,
    role: 'baker',
    load: () => import('./orders/order.ts'),
  },
  {
    name: 'bake-sheet',
    title: words.bakeSheet,
    role: 'baker',
    load: () => import('./bake-sheet/bake-sheet.ts'),
  },
  {
    name: 'stock',
    title: words.stock,
    role: 'baker',
    load: () => import('./stock/stock.ts'),
  },
  {
    name: 'catalogue',
    title: words.catalogue,
    role: 'baker',
    load: () => import('./catalogue/catalogue.ts'),
  },
  {
    name: 'settings',
    title: words.settings,
    role: 'baker',
    load: () => import('./settings/settings.ts'),
  },
  {
    name: 'dashboard',
    title: words.dashboard,
    role: 'manager',
    load: () => import('./dashboard/dashboard.ts'),
  },
  {
    name: 'trouble',
    title: words.trouble,
    role: 'baker',
    load: () => import('./trouble/trouble.ts'),
  },
  {
    name: 'accounts',
    title: words.accounts,
    role: 'manager',
    load: () => import('./accounts/accounts.ts'),
  },
  {
    name: 'password',
    title: null,
    role: 'baker',
    load: () => import('./password/password.ts'),
  },
];
