import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { html, nothing } from '../../components/html.ts';
import { wordReason } from '../../components/words.ts';
import { formatMoment } from '../../components/wording.ts';
import { type CounterStatus, nameCounterStatus } from '../order-actions/counter-status.ts';
import { words as actionWords } from '../order-actions/words.ts';
import { words } from './words.ts';

type Step = StaffOrderResponse['timeline'][number];

/** Every change of the order: when, what, by which actor, why. */
export function orderTimeline({ timeline }: StaffOrderResponse) {
  return html`<section class="panel">
    <h2>${words.timeline}</h2>
    <ol class="timeline">
      ${timeline.map(timelineStep)}
    </ol>
  </section>`;
}

function timelineStep(step: Step) {
  const end = endOf(step);
  const remark = end !== null || step.reason === null ? '' : wordReason(step.reason);
  const text = words.reasons[remark] ?? isolateForeign(remark);
  return html`<li data-status=${end ?? step.to}>
    <strong class="status">${wordStep(step)}</strong>
    <span class="quiet">${formatMoment(step.at)} · ${wordBy(step.by)}</span>
    ${remark === '' ? nothing : html`<span>${text}</span>`}
  </li>`;
}

function wordStep(step: Step): string {
  const isSetAside = step.to === 'Completed' && step.by === 'processor';
  return isSetAside ? actionWords.setAside : nameCounterStatus(endOf(step) ?? step.to);
}

const ends: Readonly<Record<string, CounterStatus>> = {
  collected: 'Collected',
  'not picked up': 'Missed',
};

/** How the order ended with this step; null for any other step. */
function endOf({ from, to, reason }: Step): CounterStatus | null {
  return from === to ? (ends[reason ?? ''] ?? null) : null;
}

/** @param by actor in the API's format: "staff:anna", "customer" or "processor" */
export function wordBy(by: string): string {
  return by.startsWith('staff:') ? by.slice('staff:'.length) : (words.actors[by] ?? by);
}
