import type { StaffRole } from '../../../shared/domain/staff.ts';
import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { createSelect } from '../../components/select.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { createPasswordField } from './new-password.ts';
import { words } from './words.ts';

/** @param onCreated called with the new account's name and password */
export function createAccountForm(
  onCreated: (name: string, password: string) => Promise<void>,
): HTMLElement {
  const name = createField(
    words.name,
    element('input', { autocomplete: 'off', autocapitalize: 'none', spellcheck: false }),
    words.nameRule,
  );
  const role = createField(
    words.role,
    createSelect([
      ['baker', counterWords.roles.baker],
      ['manager', counterWords.roles.manager],
    ]),
  );
  const password = createPasswordField();
  const notice = createNotice();
  const fields = { '/name': name, '/role': role, '/password': password.field };
  return element(
    'section',
    { className: 'panel' },
    element('h2', { textContent: words.create }),
    createForm(
      'stack',
      create,
      name.element,
      role.element,
      password.element,
      notice.element,
      element('button', { type: 'submit', className: 'button', textContent: words.createNow }),
    ),
  );

  async function create() {
    notice.hide();
    const body = {
      name: name.control.value,
      // The select offers no other value.
      role: role.control.value as StaffRole,
      password: password.field.control.value,
    };
    const answer = await askAsStaff('POST /staff/accounts', { body });
    if (answer.kind !== 'accepted') {
      showFailure(answer, notice, fields, { ...counterWords.passwordFaults, ...words.refusals });
      return;
    }
    for (const field of Object.values(fields)) field.showFault('');
    name.control.value = '';
    password.field.control.value = '';
    await onCreated(answer.body.name, body.password);
  }
}
