import type { Page } from 'playwright-core';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser } = await useSharedStack();

describe.each([
  ['the shop', '/', '.card-picture'],
  ['the page of an order', '/order#101', '.footer .hours'],
  ['the counter', '/counter', 'form'],
])('%s', (_, path, selector) => {
  test('works without a violation, and refuses markup in a string', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    await page.exposeFunction('report', (violation: string) => violations.push(violation));
    await page.addInitScript(`
      addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
        report(effectiveDirective + ' ' + sample));`);
    await page.goto(stack.frontendUrl + path);
    await page.locator(selector).first().waitFor();
    expect(violations).toEqual([]);
    expect(await refusalOf(page, () => (document.body.innerHTML = '<b>hello</b>'))).toMatch(
      /requires 'TrustedHTML'/,
    );
    expect(await page.locator(selector).first().isVisible()).toBe(true);
  });

  test('refuses other policies for markup', async () => {
    const page = await browser.newPage();
    await page.goto(stack.frontendUrl + path);
    await page.locator(selector).first().waitFor();
    for (const name of ['default', 'another', 'lit-html']) {
      await page.evaluate(`globalThis.policyName = ${JSON.stringify(name)}`);
      expect(await refusalOf(page, createPolicy)).toMatch(/disallowed|already exists/);
    }
  });
});

/** @returns the message of the error that the action throws; '' when it throws none */
function refusalOf(page: Page, act: () => unknown): Promise<string> {
  return page.evaluate<string>(`try { (${String(act)})(); '' } catch (error) { error.message }`);
}

function createPolicy() {
  const { trustedTypes, policyName } = globalThis as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): void };
    policyName: string;
  };
  trustedTypes.createPolicy(policyName, { createHTML: (text: string) => text });
}
