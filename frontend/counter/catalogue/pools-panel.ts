import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { Pool } from '../../../shared/contract/pools.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { toNumber } from '../../components/form.ts';
import { showForm } from '../../components/form-view.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { formatUnits } from '../../components/wording.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import { isStale } from './catalogue-api.ts';
import { words } from './words.ts';

/** What the panel needs of the product's page. */
interface ProductPage {
  /** The newest known product. */
  readonly getProduct: () => CatalogueProduct;
  readonly saved: (product: CatalogueProduct) => void;
  /** Shows what another person has saved. @returns whether it could be fetched */
  readonly fetchNewest: () => Promise<boolean>;
}

/** The panel of a daily or made-to-order product; `openPools` fills it. */
export function poolsPanel(): TemplateResult {
  return html`<section class="panel stack">
    <h2>${words.pools}</h2>
    <p class="quiet">${words.poolsHint}</p>
    <div class="pools-place"></div>
    <a class="button soft button-link" href="#/pools">${words.toPools}</a>
  </section>`;
}

/** Shows the weights of the product. @param place contains the panel */
export async function openPools(
  place: HTMLElement,
  page: ProductPage,
  signal: AbortSignal,
): Promise<void> {
  const answer = await askAsStaff('GET /staff/pools');
  const panel = place.querySelector<HTMLElement>('.pools-place');
  if (signal.aborted || !panel) return;
  if (answer.kind !== 'accepted') {
    render(noticeBox({ title: words.outOfReach, text: explainFailure(answer) }), panel);
  } else if (answer.body.length === 0) render(html`<p>${words.noPools}</p>`, panel);
  else if (getSession().role === 'manager') showWeights(panel, answer.body, page);
  else render(usedPools(answer.body, page.getProduct()), panel);
}

/** For staff who cannot change the product. */
function usedPools(pools: readonly Pool[], { pools: used }: CatalogueProduct) {
  const rows = pools.flatMap(({ id, name, unit }) => {
    const use = used.find(({ pool_id }) => pool_id === id);
    return use
      ? [html`<li>${words.usesPool(isolateForeign(name), formatUnits(use.weight, unit))}</li>`]
      : [];
  });
  return html`<ul>
      ${rows}
    </ul>
    ${rows.length === 0 ? html`<p>${words.usesNoPool}</p>` : nothing}`;
}

const fieldOf = ({ id }: Pool) => `/pools/${id}`;

function showWeights(panel: HTMLElement, pools: readonly Pool[], page: ProductPage) {
  const { id, pools: used } = page.getProduct();
  const values = Object.fromEntries(
    pools.map((pool) => {
      const use = used.find(({ pool_id }) => pool_id === pool.id);
      return [fieldOf(pool), String(use?.weight ?? '')];
    }),
  );
  showForm(panel, {
    values,
    prefix: 'weights',
    submit: words.savePools,
    buttonClass: 'button soft',
    content: ({ input }) =>
      html`${pools.map((pool) =>
        input(fieldOf(pool), weightLabel(pool), {
          type: 'number',
          inputMode: 'numeric',
          min: 1,
          step: 1,
        }),
      )}`,
    send: async (typed) => {
      const chosen = pools.filter((pool) => typed[fieldOf(pool)] !== '');
      const answer = await askAsStaff('PUT /staff/products/{id}/pools', {
        params: { id },
        body: {
          pools: chosen.map((pool) => ({
            pool_id: pool.id,
            weight: toNumber(typed[fieldOf(pool)] ?? ''),
          })),
          version: page.getProduct().version,
        },
      });
      if (answer.kind === 'accepted') {
        page.saved(answer.body);
        showToast(words.poolsSaved);
        return {};
      }
      if (isStale(answer)) {
        const isNew = await page.fetchNewest();
        return {
          notice: { title: words.stale, text: isNew ? words.staleText : words.staleUnknown },
        };
      }
      const faults = answer.kind === 'refused' ? (answer.problem.errors ?? []) : [];
      const wrong = chosen.filter((_, at) =>
        faults.some(({ path }) => path === `/pools/${at}/weight`),
      );
      if (wrong.length === 0) return describeFailure(answer);
      return {
        faults: Object.fromEntries(wrong.map((pool) => [fieldOf(pool), words.weightFault])),
      };
    },
  });
}

/** "Oven, in trays" */
function weightLabel({ name, unit }: Pool): string {
  return unit === ''
    ? isolateForeign(name)
    : words.weightIn(isolateForeign(name), isolateForeign(unit));
}
