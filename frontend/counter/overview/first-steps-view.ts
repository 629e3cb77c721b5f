import { bakery } from '../../components/bakery.ts';
import { button } from '../../components/button.ts';
import { html } from '../../components/html.ts';
import { toPublicAddress } from '../../components/order-link.ts';
import { qrCode } from '../../components/qr-code.ts';
import { showToast } from '../../components/toast.ts';
import type { FirstSteps } from './first-steps.ts';
import { words } from './words.ts';

/** What a new bakery does before its first order; the facts tick the steps. */
export function firstStepsView({ hasName, hasHours, hasProduct }: FirstSteps) {
  const steps = [
    { text: words.steps.name, isDone: hasName, address: '#/settings' },
    { text: words.steps.hours, isDone: hasHours, address: '#/settings' },
    { text: words.steps.product, isDone: hasProduct, address: '#/catalogue/new' },
  ];
  const next = steps.find(({ isDone }) => !isDone);
  return html`<section class="panel first-steps" aria-labelledby="first-steps">
    <h2 id="first-steps">${words.firstSteps}</h2>
    <ol>
      ${steps.map((step) => firstStep(step, step === next))} ${shareStep()}
    </ol>
  </section>`;
}

interface Step {
  readonly text: { readonly title: string; readonly text: string; readonly link: string };
  readonly isDone: boolean;
  readonly address: string;
}

function firstStep({ text, isDone, address }: Step, isNext: boolean) {
  return html`<li class=${isDone ? 'done' : ''}>
    <h3>
      ${text.title} <span class="visually-hidden">${isDone ? words.done : words.notDone}</span>
    </h3>
    <p class="quiet">${text.text}</p>
    <a class=${isNext ? 'button' : 'button soft'} href=${address}>${text.link}</a>
  </li>`;
}

/** The shop's address to share, as a link and as a code to print. */
function shareStep() {
  const address = toPublicAddress('/', bakery.public_url);
  const { title, text, code, copy } = words.share;
  return html`<li class="share-step">
    <h3>${title}</h3>
    <p class="quiet">${text}</p>
    <p><a href=${address} target="_blank" rel="noopener">${address}</a></p>
    ${button('button soft', copy, () => void copyAddress(address))} ${qrCode(address, code)}
  </li>`;
}

async function copyAddress(address: string) {
  try {
    await navigator.clipboard.writeText(address);
    showToast(words.share.copied);
  } catch {
    // Without HTTPS there is no clipboard; the link can be copied by hand.
    showToast(address);
  }
}
