import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { bakery } from '../../components/bakery.ts';
import { type EventAt, html, nothing } from '../../components/html.ts';
import { languageButtons } from '../../components/language-choice.ts';
import { commonWords } from '../../components/words.ts';
import { formatNumber } from '../../components/wording.ts';
import { addressOf, type CounterView, overviewView, views } from '../views.ts';
import { words } from '../words.ts';
import { addressOnSameDay } from './same-day.ts';
import { mayOpen, type Shell } from './shell-state.ts';

export interface ShellActions {
  readonly closeDemo: () => void;
  readonly signOut: () => void;
}

/** The bakery's name, the title of the view (on phones), and the account. */
export function headView(shell: Shell, actions: ShellActions) {
  const { session, view } = shell;
  return html`<a class="counter-name" href="#/" aria-label=${words.start(bakery.name)}>
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z" /></svg>
      <span>${bakery.name}</span>
    </a>
    <p class="counter-title" aria-hidden="true">${view?.title ?? bakery.name}</p>
    <div class="counter-account">
      ${session === null ? languageButtons() : [attentionLink(shell), accountMenu(shell, actions)]}
    </div>`;
}

function attentionLink({ attention }: Shell) {
  if (attention === 0) return nothing;
  return html`<a class="attention" href="#/needs-attention">
    <span class="attention-text">${words.needsAttention}</span> <b>${formatNumber(attention)}</b>
  </a>`;
}

function accountMenu({ session }: Shell, { signOut }: ShellActions) {
  const [name, role] = [session?.name ?? '', session?.role ?? 'baker'];
  return html`<button
      type="button"
      class="account-button"
      popovertarget="account-menu"
      aria-label=${words.account(name)}
    >
      <span class="account-name">${isolateForeign(name)}</span>
      <span class="account-letter" aria-hidden="true">${Array.from(name)[0]?.toUpperCase()}</span>
    </button>
    <div id="account-menu" class="menu" popover @click=${closeMenu}>
      <p class="quiet">
        ${name === role ? words.signedInAs(name) : words.signedInWith(name, words.roles[role])}
      </p>
      <a href="#/password">${words.ownPassword}</a>
      ${languageButtons()}
      <button type="button" class="link" @click=${signOut}>${words.signOut}</button>
    </div>`;
}

function closeMenu({ currentTarget, target }: Event) {
  if ((target as Element).closest('a, button')) (currentTarget as HTMLElement).hidePopover();
}

/** The views in two groups: on a phone a bar with the first group, and a sheet with the second. */
export function navigationView(shell: Shell) {
  if (shell.session === null) return nothing;
  const offered = views.filter((view) => mayOpen(shell, view));
  const today = offered.filter(({ group }) => group === 'today');
  const manage = offered.filter(({ group }) => group === 'manage');
  const isInMore = !today.some(({ name }) => name === shell.view?.name);
  return html`<div class="tabs">
      ${today.map((view) => link(view, shell))}
      <span class="tabs-rule"></span>
      ${manage.map((view) => link(view, shell, 'manage'))}
      <button
        type="button"
        class="more"
        popovertarget="more-views"
        aria-current=${isInMore ? 'true' : nothing}
      >
        ${words.more}
      </button>
    </div>
    <div id="more-views" class="menu more-views" popover @click=${closeMenu}>
      ${[overviewView, ...manage].filter((view) => mayOpen(shell, view)).map((view) => link(view, shell))}
    </div>`;
}

function link(view: CounterView, shell: Shell, className = '') {
  const isHere = view.name === shell.view?.name;
  return html`<a
    class=${className || nothing}
    href=${addressOf(view)}
    @click=${({ currentTarget }: EventAt<HTMLAnchorElement>) => {
      currentTarget.href = addressOnSameDay(view);
    }}
    aria-current=${isHere ? 'page' : nothing}
    >${view.title}</a
  >`;
}

/** That the server does not answer. */
export function outageView({ isServerDown }: Shell) {
  return html`<p class="notice banner" ?hidden=${!isServerDown}>${commonWords.unreachable}</p>`;
}

/** That this is a demo, in one line. */
export function demoView({ session, isDemoClosed }: Shell, { closeDemo }: ShellActions) {
  const isDemo = session?.is_demo ?? bakery.is_demo;
  if (!isDemo || isDemoClosed) return nothing;
  return html`<aside class="demo" aria-label=${words.demoTitle}>
    <p>${words.demo}</p>
    <button type="button" class="round" aria-label=${words.closeDemo} @click=${closeDemo}>✕</button>
  </aside>`;
}
