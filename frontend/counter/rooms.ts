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
    name: 'orders',
    title: null,
    role: 'baker',
    load: () => import('./orders/order.ts'),
  },
  {
    name: 'settings',
    title: words.settings,
    role: 'baker',
    load: () => import('./settings/settings.ts'),
  },
  {
    name: 'trouble',
    title: words.trouble,
    role: 'baker',
    load: () => import('./trouble/trouble.ts'),
  },
];
