import { html, type TemplateResult } from '../components/html.ts';

type Fact = readonly [name: string, value: string | TemplateResult | null];

/** Facts as text, without those that have no value. */
export function factsPanel(title: string, facts: readonly Fact[]) {
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return html`<section class="panel">
    <h2>${title}</h2>
    <dl class="facts-list">
      ${known.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}
