import type { Pool } from '../../../shared/contract/pools.ts';
import { groupKinds } from '../../../shared/domain/options.ts';
import { hasOneOption } from '../../../shared/domain/option-groups.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { formView } from '../../components/form-view.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { goBackTo } from '../address.ts';
import type { GroupActions } from './group.ts';
import { type GroupForm, optionsOf } from './group-form.ts';
import { optionFields } from './option-fields.ts';
import { previewPanel } from './preview.ts';
import { words } from './words.ts';

export function backLink() {
  return html`<a class="back" href="#/options" @click=${goBackTo('#/options')}
    >${words.backToList}</a
  >`;
}

export function groupView(form: GroupForm, pools: readonly Pool[], actions: GroupActions) {
  const { saved, isStale } = form;
  const look = {
    className: 'stack product-form',
    submit: saved ? words.save : words.create,
    ...(isStale && { other: { text: words.loadAgain, act: actions.loadAgain } }),
  };
  const content = html`${aboutPanel(form, actions)} ${optionsPanel(form, pools, actions)}`;
  return html`${backLink()}
    <h1>${saved ? isolateForeign(saved.name) : words.newTitle}</h1>
    <div class="product-view">
      ${formView(form, look, actions.save, content)} ${previewPanel(form, actions.choose)}
    </div>`;
}

function aboutPanel(form: GroupForm, { type }: GroupActions) {
  const { input, select, check } = fieldsOf(form, type);
  const { kind } = form.values;
  const kinds = groupKinds.map((one) => [one, words.kindExamples[one]] as const);
  const isText = kind === 'text';
  return html`<section class="panel">
    <h2>${words.about}</h2>
    <div class="fields">
      ${input('/name', words.name, {
        maxLength: 60,
        hint: words.nameHint,
        placeholder: words.nameExample,
      })}
      ${form.saved ? nothing : select('kind', words.kind, kinds, { hint: words.kindHint })}
      ${input('/max_characters', words.maxCharacters, {
        type: 'number',
        inputMode: 'numeric',
        min: 1,
        max: 200,
        isHidden: !isText,
      })}
      ${select('/characters', words.characters, Object.entries(words.characterSets), {
        isHidden: !isText,
      })}
    </div>
    ${form.saved ? html`<p class="quiet">${words.kindExamples[form.saved.kind]}</p>` : nothing}
    ${check('/active', words.show)} ${check('/is_for_production', words.forProduction)}
  </section>`;
}

function optionsPanel(form: GroupForm, pools: readonly Pool[], actions: GroupActions) {
  const options = optionsOf(form);
  const isOnly = hasOneOption(form.values.kind as Parameters<typeof hasOneOption>[0]);
  const fault = form.faults['/options'];
  return html`<section class="panel">
    <h2>${words.options}</h2>
    <p class="fault" role="alert" ?hidden=${!fault}>${fault}</p>
    <div class="option-cards">
      ${repeat(
        options,
        ({ key }) => key,
        (option, at) =>
          optionFields(form, option, {
            at,
            count: options.length,
            isOnly,
            pools,
            actions,
          }),
      )}
    </div>
    ${isOnly ? nothing : html`<div>${button('button soft', words.addOption, actions.add)}</div>`}
  </section>`;
}
