import type { StaffOption, StaffOptionGroup } from '../../../shared/contract/options.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { button } from '../../components/button.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { formatDay, formatMoney } from '../../components/wording.ts';
import { goBackTo } from '../address.ts';
import { businessDay } from '../business-day.ts';
import { getSession } from '../staff-api.ts';
import type { ListActions, ListState } from './list.ts';
import { words } from './words.ts';

export function listView({ groups, names, notice }: ListState, actions: ListActions) {
  const mayChange = getSession().role === 'manager';
  const add = html`<a class="button" href="#/options/new">${words.add}</a>`;
  return html`<a class="back" href="#/catalogue" @click=${goBackTo('#/catalogue')}>${words.back}</a>
    <div class="catalogue-head pools-head">
      <h1>${words.title}</h1>
      ${mayChange && groups ? add : nothing}
    </div>
    <p class="lead">${words.lead}</p>
    ${noticeBox(notice)}
    ${
      groups?.length === 0
        ? html`<div class="empty-state">
            <h2>${words.none}</h2>
            <p>${words.noneText}</p>
          </div>`
        : nothing
    }
    <div class="pools">
      ${repeat(
        groups ?? [],
        ({ id }) => id,
        (group, at) => groupPanel(group, at, { groups: groups ?? [], names, mayChange, actions }),
      )}
    </div>`;
}

interface Panel {
  readonly groups: readonly StaffOptionGroup[];
  readonly names: ReadonlyMap<number, string>;
  readonly mayChange: boolean;
  readonly actions: ListActions;
}

function groupPanel(group: StaffOptionGroup, at: number, panel: Panel) {
  const { id, name, kind, active, options } = group;
  const { mayChange, actions } = panel;
  return html`<section class="panel option-panel" aria-labelledby="group-${id}">
    <div class="option-panel-head">
      <h2 id="group-${id}">
        ${mayChange ? html`<a href="#/options/${id}">${isolateForeign(name)}</a>` : isolateForeign(name)}
      </h2>
      <span class="tag">${words.kinds[kind]}</span>
      ${active ? nothing : html`<span class="tag bad">${words.hidden}</span>`}
      ${mayChange ? showSwitch(group, actions) : nothing}
    </div>
    <p class="quiet">${wordProducts(group, panel)}</p>
    <ul class="pool-rows">
      ${repeat(
        options,
        (option) => option.id,
        (option) => optionRow(option, actions),
      )}
    </ul>
    ${mayChange ? manageRow(group, at, panel) : nothing}
  </section>`;
}

function wordProducts({ products }: StaffOptionGroup, { names }: Panel): string {
  if (products.length === 0) return words.noProduct;
  return words.ofProducts(products.map((id) => isolateForeign(names.get(id) ?? String(id))));
}

function showSwitch(group: StaffOptionGroup, { show }: ListActions) {
  // The second click of a double click would undo the first.
  const change = ({ detail }: MouseEvent) => {
    if (detail <= 1) show(group);
  };
  return html`<button
    type="button"
    class="switch"
    role="switch"
    aria-checked=${group.active}
    aria-label=${words.shownOf(group.name)}
    @click=${change}
  ></button>`;
}

function optionRow(option: StaffOption, { sellOut, offer }: ListActions) {
  const { name, price, active } = option;
  const facts = factsOf(option);
  return html`<li>
    <span class="option-facts">
      <span>${isolateForeign(name)}</span>
      ${price === 0 ? nothing : html`<span class="quiet">${formatPrice(price)}</span>`}
      ${facts === '' ? nothing : html`<span class="quiet">${facts}</span>`}
      ${active ? nothing : html`<span class="tag">${words.hidden}</span>`}
      ${isSoldOut(option) ? html`<span class="tag bad">${wordSoldOut(option)}</span>` : nothing}
    </span>
    ${
      isSoldOut(option)
        ? button('button soft', words.available, () => offer(option), {
            label: words.availableOf(name),
          })
        : button('button soft', words.soldOut, () => sellOut(option), {
            label: words.soldOutOf(name),
          })
    }
  </li>`;
}

/** "+ ₹150" */
function formatPrice(price: number): string {
  return `${price > 0 ? '+' : '−'}\u00a0${formatMoney(Math.abs(price))}`;
}

function factsOf(option: StaffOption): string {
  const { allergens, without, lead_time_days: days, daily_limit: limit } = option;
  return [
    ...(allergens.length > 0 ? [words.adds(nameAllergens(allergens))] : []),
    ...(without.length > 0 ? [words.removes(nameAllergens(without))] : []),
    ...(days > 0 ? [words.extraDays(days)] : []),
    ...(limit === null ? [] : [words.perDay(limit)]),
  ].join(', ');
}

function isSoldOut({ sold_out, sold_out_until: until }: StaffOption): boolean {
  return sold_out && (until === null || until > businessDay());
}

function wordSoldOut({ sold_out_until: until }: StaffOption): string {
  return until === null ? words.soldOut : words.soldOutUntil(formatDay(until));
}

function manageRow(group: StaffOptionGroup, at: number, { groups, actions }: Panel) {
  const { id, name, products } = group;
  const step = (arrow: string, label: string, to: number) =>
    button('button soft', arrow, () => actions.move(at, to), {
      label,
      isBlocked: to < 0 || to >= groups.length,
    });
  return html`<div class="actions">
    <a class="button soft" href="#/options/${id}" aria-label=${words.editOf(name)}>${words.edit}</a>
    ${step('↑', words.moveUp(name), at - 1)} ${step('↓', words.moveDown(name), at + 1)}
    ${
      products.length === 0
        ? button('button soft', words.retire, () => actions.retire(group), {
            label: words.retireOf(name),
          })
        : nothing
    }
  </div>`;
}
