import { api } from '../../components/api.ts';
import { bakery, forgetBakery } from '../../components/bakery.ts';
import { button } from '../../components/button.ts';
import { html, nothing } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { pictureFile } from '../picture-file.ts';
import { shrinkPicture } from '../shrink-picture.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

export type LogoState = Readonly<ReturnType<typeof newLogo>>;
export type LogoActions = ReturnType<typeof createLogoActions>;

export function newLogo() {
  return {
    /** The path of the logo; null without one. */
    logo: bakery.logo,
    notice: null as Notice | null,
    isSending: false,
  };
}

/** The logo in the shop's head. A chosen picture is saved at once. */
export function logoField({ logo, notice, isSending }: LogoState, actions: LogoActions) {
  const chooseText = logo === null ? words.chooseLogo : words.changeLogo;
  return html`<div class="logo-field">
    <h3 class="label">${words.logo}</h3>
    <p class="quiet">${words.logoHint}</p>
    <div class="logo-choice" aria-busy=${isSending || nothing}>
      ${logoPicture(logo)} ${pictureFile('logo-file', chooseText, actions.choose)}
      ${logo === null ? nothing : button('link', words.removeLogo, actions.remove)}
    </div>
    ${noticeBox(notice)}
  </div>`;
}

export function logoPicture(logo: string | null) {
  return logo === null
    ? html`<span class="quiet">${words.noLogo}</span>`
    : html`<img class="logo" src="/api${logo}" width="64" height="64" alt=${words.logo} />`;
}

export function createLogoActions(store: Store<LogoState>) {
  return {
    /** Another person may have changed the logo since the page was loaded. */
    refresh: async () => {
      const answer = await api('GET /bakery');
      if (answer.kind === 'accepted') store.change({ logo: answer.body.logo });
    },
    choose: (file: Blob) => send(store, () => putLogo(file)),
    remove: () => void send(store, removeLogo),
  };
}

/** @param change returns the changes of the state afterwards */
async function send(store: Store<LogoState>, change: () => Promise<Partial<LogoState>>) {
  if (store.state.isSending) return;
  store.change({ isSending: true, notice: null });
  try {
    store.change(await change());
  } finally {
    store.change({ isSending: false });
  }
}

async function putLogo(file: Blob): Promise<Partial<LogoState>> {
  const picture = await shrinkPicture(file);
  if (!picture) return { notice: { title: words.noPicture, text: words.noPictureText } };
  const body = { type: picture.type, data: picture.data };
  const answer = await askAsStaff('PUT /staff/logo', { body });
  if (answer.kind !== 'accepted') return { notice: describeFailure(answer).notice };
  forgetBakery();
  showToast(words.logoSaved);
  return { logo: answer.body.logo };
}

async function removeLogo(): Promise<Partial<LogoState>> {
  const answer = await askAsStaff('DELETE /staff/logo');
  if (answer.kind !== 'accepted') return { notice: describeFailure(answer).notice };
  forgetBakery();
  showToast(words.logoRemoved);
  return { logo: null };
}
