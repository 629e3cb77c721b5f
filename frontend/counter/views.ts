import type { SessionResponse } from '../../shared/contract/accounts.ts';
import type { OpenView } from './view.ts';
import { words } from './words.ts';

export interface CounterView {
  /** Part of the address: "stock" of "#/stock". The first view is at "#/". */
  readonly name: string;
  /** Label in the navigation; null for a view that only other views link to. */
  readonly title: string | null;
  /** The least role that may open the view. */
  readonly role: SessionResponse['role'];
  load(): Promise<{ readonly open: OpenView }>;
}

/** The views in the order of the navigation; each is loaded when it is first opened. */
export const views: readonly CounterView[] = [
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
    name: 'needs-attention',
    title: words.needsAttention,
    role: 'baker',
    load: () => import('./needs-attention/needs-attention.ts'),
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
