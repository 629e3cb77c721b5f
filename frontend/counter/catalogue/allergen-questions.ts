import { button } from '../../components/button.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { html, live, nothing } from '../../components/html.ts';
import { commonWords } from '../../components/words.ts';
import { type Answer, answerNo, type Answers, answers, unanswered } from './allergen-answers.ts';
import { allergenNames, type ProductForm } from './product-form.ts';
import { words } from './words.ts';

/** One question for each of the fourteen allergens: a missing allergen can harm a customer. */
export function allergenQuestions(
  { answers: given, faults }: ProductForm,
  declare: (given: Answers) => void,
) {
  const open = unanswered(given, allergenNames);
  const fault = faults['/allergens'];
  const answerOthers = () => open.length > 0 && declare(answerNo(given, allergenNames));
  const question = (allergen: Allergen) =>
    allergenQuestion(allergen, given[allergen], fault !== undefined, (answer) =>
      declare({ ...given, [allergen]: answer }),
    );
  return html`<fieldset class="allergen-questions">
    <legend>${words.allergens}</legend>
    <p class="quiet">${words.allergensHint}</p>
    <div class="allergen-list">${allergenNames.map(question)}</div>
    <div class="allergen-others">
      <p role="status" class=${open.length > 0 ? '' : 'quiet'}>${words.unanswered(open.length)}</p>
      ${button('button soft', words.noForOthers, answerOthers, { isBlocked: open.length === 0 })}
    </div>
    <p id="allergens-fault" class="fault" ?hidden=${!fault}>${fault}</p>
  </fieldset>`;
}

function allergenQuestion(
  allergen: Allergen,
  given: Answer | undefined,
  isFaulty: boolean,
  onAnswer: (answer: Answer) => void,
) {
  const isInvalid = isFaulty && given === undefined;
  const choice = (answer: Answer) =>
    html`<label class="answer">
      <input
        type="radio"
        class="visually-hidden"
        name="allergen-${allergen}"
        value=${answer}
        .checked=${live(given === answer)}
        @change=${() => onAnswer(answer)}
      />
      <span>${words.answers[answer]}</span>
    </label>`;
  return html`<div
    class="allergen"
    role="radiogroup"
    aria-labelledby="allergen-${allergen}"
    aria-describedby=${isInvalid ? 'allergens-fault' : nothing}
    aria-invalid=${isInvalid ? 'true' : nothing}
    tabindex=${isInvalid ? -1 : nothing}
  >
    <span id="allergen-${allergen}" class="allergen-name">${commonWords.allergens[allergen]}</span>
    <span class="answers">${answers.map(choice)}</span>
  </div>`;
}
