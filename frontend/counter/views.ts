import type { SessionResponse } from '../../shared/contract/accounts.ts';
import type { OpenView } from './view.ts';
import { words } from './words.ts';

export interface CounterView {
  /** Part of the address: "stock" of "#/stock". */
  readonly name: string;
  readonly title: string;
  /** The group in the navigation; null for a view that only other views link to. */
  readonly group: 'today' | 'manage' | null;
  /** The least role that may open the view. */
  readonly role: SessionResponse['role'];
  load(): Promise<{ readonly open: OpenView }>;
}

/** The views in the order of the navigation; each is loaded when it is first opened. */
export const views: readonly CounterView[] = [
  {
    name: 'orders',
    title: words.board,
    group: 'today',
    role: 'baker',
    load: () => import('./board/board.ts'),
  },
  {
    name: 'bake-sheet',
    title: words.bakeSheet,
    group: 'today',
    role: 'baker',
    load: () => import('./bake-sheet/bake-sheet.ts'),
  },
  {
    name: 'new-order',
    title: words.newOrder,
    group: 'today',
    role: 'baker',
    load: () => import('./new-order/new-order.ts'),
  },
  {
    name: 'stock',
    title: words.stock,
    group: 'today',
    role: 'baker',
    load: () => import('./stock/stock.ts'),
  },
  {
    name: 'plan',
    title: words.plan,
    group: 'manage',
    role: 'baker',
    load: () => import('./plan/plan.ts'),
  },
  {
    name: 'pools',
    title: words.pools,
    group: null,
    role: 'baker',
    load: () => import('./pools/pools.ts'),
  },
  {
    name: 'options',
    title: words.options,
    group: null,
    role: 'baker',
    load: () => import('./options/options.ts'),
  },
  {
    name: 'catalogue',
    title: words.catalogue,
    group: 'manage',
    role: 'baker',
    load: () => import('./catalogue/catalogue.ts'),
  },
  {
    name: 'settings',
    title: words.settings,
    group: 'manage',
    role: 'baker',
    load: () => import('./settings/settings.ts'),
  },
  {
    name: 'dashboard',
    title: words.dashboard,
    group: 'manage',
    role: 'manager',
    load: () => import('./dashboard/dashboard.ts'),
  },
  {
    name: 'accounts',
    title: words.accounts,
    group: 'manage',
    role: 'manager',
    load: () => import('./accounts/accounts.ts'),
  },
  {
    name: 'needs-attention',
    title: words.needsAttention,
    group: null,
    role: 'baker',
    load: () => import('./needs-attention/needs-attention.ts'),
  },
  {
    name: 'password',
    title: words.ownPassword,
    group: null,
    role: 'baker',
    load: () => import('./password/password.ts'),
  },
];

/** Where managers start. */
export const overviewView: CounterView = {
  name: 'overview',
  title: words.overview,
  group: null,
  role: 'manager',
  load: () => import('./overview/overview.ts'),
};

/** One order: "#/orders/102". */
const orderView: CounterView = {
  name: 'orders',
  title: words.order,
  group: null,
  role: 'baker',
  load: () => import('./orders/order.ts'),
};

/** The view of an address; undefined for an unknown one. */
export function findView(name: string, argument: string): CounterView | undefined {
  if (name === orderView.name && argument !== '') return orderView;
  return [overviewView, ...views].find((view) => view.name === name);
}

export function addressOf({ name }: CounterView): string {
  return `#/${name}`;
}

/** Managers start with the overview, bakers with today's orders. */
export function startAddressOf(role: SessionResponse['role']): string {
  return role === 'manager' ? '#/overview' : '#/orders';
}
