import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { mapLink, phoneLink } from './contact-links.ts';
import { html, nothing, type TemplateResult } from './html.ts';
import { languageButtons } from './language-choice.ts';
import { openingState } from './opening-state.ts';
import { comingSpecialDays, describeSpecialDay } from './special-days.ts';
import { commonWords } from './words.ts';
import { formatShortDay } from './wording.ts';

/** Days from the announcement of a special day to the day. */
const announcedDays = 14;

/**
 * The head of the shop's pages.
 * @param kind whether the bakery's name is the page's title, or a link to the shop
 * @param orders the link to the orders of this browser
 */
export function siteHead(bakery: BakeryResponse, kind: 'title' | 'link', orders: TemplateResult) {
  const name = html`<a class="home" href="/">${bakery.name}</a>`;
  return html`<a class="skip-link" href="#content" @click=${skip}>${commonWords.skipToContent}</a>
    <div class="awning"></div>
    <header class="masthead">
      <div class="brand">
        ${logo(bakery)}
        ${kind === 'title' ? html`<h1 id="bakery-name">${name}</h1>` : html`<p>${name}</p>`}
      </div>
      <nav class="head-links" aria-label=${commonWords.headLinks}>
        ${orders} <span class="languages">${languageButtons()}</span>
      </nav>
      ${facts(bakery)} ${kind === 'title' ? specialDay(bakery) : nothing}
    </header>`;
}

function logo({ logo }: BakeryResponse) {
  return logo === null
    ? html`<svg class="sprig" aria-hidden="true"><use href="/pictures.svg#wheat"></use></svg>`
    : html`<img class="logo" src="/api${logo}" width="40" height="40" alt="" />`;
}

function facts(bakery: BakeryResponse) {
  const { address, phone } = bakery;
  const state = openingState(bakery);
  return html`<p class="bakery-facts">
    ${state === nothing ? nothing : html`<a class="hours-link" href="#hours-title" @click=${showHours}>${state}</a>`}
    ${address === '' ? nothing : mapLink(address)} ${phone === '' ? nothing : phoneLink(phone)}
  </p>`;
}

/** The next special day, some time ahead. */
function specialDay(bakery: BakeryResponse) {
  const [next] = comingSpecialDays(bakery, announcedDays);
  if (!next) return nothing;
  const text = `${formatShortDay(next.date)}: ${describeSpecialDay(next)}`;
  return html`<p class="special-day quiet">${text}</p>`;
}

function showHours(event: Event) {
  event.preventDefault();
  document.getElementById('hours-title')?.scrollIntoView();
}

/** The address keeps its "#…", which names the shop's page or an order. */
function skip(event: Event) {
  event.preventDefault();
  const content = document.getElementById('content');
  if (!content) return;
  content.tabIndex = -1;
  content.focus();
}
