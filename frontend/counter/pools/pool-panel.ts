import type { Pool } from '../../../shared/contract/pools.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { button } from '../../components/button.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatDay, formatNumber, formatUnits, formatWeekday } from '../../components/wording.ts';
import { words } from './words.ts';

interface PanelActions {
  readonly removeDate: (pool: Pool, date: string) => void;
  readonly remove: (pool: Pool) => void;
}

/**
 * A pool. The forms are shown in it later.
 * @param names of the products
 */
export function poolPanel(
  pool: Pool,
  names: ReadonlyMap<number, string>,
  mayChange: boolean,
  { removeDate, remove }: PanelActions,
) {
  const { id, name, unit, dates, products } = pool;
  return html`<section class="panel stack pool" data-pool=${id} aria-labelledby="pool-${id}">
    <h2 id="pool-${id}">${isolateForeign(name)}</h2>
    ${mayChange ? html`<div class="pool-form"></div>` : weekFacts(pool)}
    <h3>${words.dates}</h3>
    <ul class="pool-rows" ?hidden=${dates.length === 0}>
      ${repeat(
        dates,
        ({ date }) => date,
        ({ date, units }) => dateRow(pool, date, units, removeDate),
      )}
    </ul>
    <div class="pool-date-form"></div>
    <h3>${unit === '' ? words.products : words.productsIn(unit)}</h3>
    ${
      products.length === 0
        ? html`<p class="quiet">${words.noProducts}</p>
            ${mayChange ? button('button soft', words.remove, () => remove(pool)) : nothing}`
        : productRows(pool, names)
    }
  </section>`;
}

/** For staff who cannot change the pool. */
function weekFacts({ weekdays, unit }: Pool) {
  return html`<ul class="pool-rows">
    ${weekdays.map(
      (units, day) =>
        html`<li>${words.dateIs(formatWeekday(day + 1), formatUnits(units, unit))}</li>`,
    )}
  </ul>`;
}

function dateRow(pool: Pool, date: string, units: number, removeDate: PanelActions['removeDate']) {
  const day = formatDay(date);
  return html`<li>
    <span>${words.dateIs(day, formatUnits(units, pool.unit))}</span>
    ${button('button soft', words.reset, () => removeDate(pool, date), {
      label: words.resetOf(day),
    })}
  </li>`;
}

function productRows({ products }: Pool, names: ReadonlyMap<number, string>) {
  return html`<ul class="pool-rows">
    ${products.map(
      ({ product_id: id, weight }) =>
        html`<li>
          <a href="#/catalogue/${id}">${isolateForeign(names.get(id) ?? String(id))}</a>
          <span class="quiet">${words.weight(formatNumber(weight))}</span>
        </li>`,
    )}
  </ul>`;
}
