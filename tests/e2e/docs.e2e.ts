import type { Page } from 'playwright-core';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser } = await useSharedStack();

/** Opens a page. @returns the page, its console errors, and its requests to other origins */
async function open(url: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(url).origin) complaints.push(request.url());
  });
  await page.exposeFunction('complain', (complaint: string) => complaints.push(complaint));
  await page.addInitScript(`
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      complain(effectiveDirective + ' blocked ' + blockedURI));`);
  await page.goto(url);
  return { page, complaints };
}

/** Sends the request of an operation. @returns the status of the response that the page shows */
async function tryOut(page: Page, operation: string): Promise<string | null> {
  const block = page.locator(`#${operation}`);
  await block.getByRole('button').first().click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  await block.getByRole('button', { name: 'Execute' }).click();
  return block.locator('.live-responses-table .response-col_status').last().textContent();
}

test.each([
  ['the API’s own port', () => `${stack.apiUrl}/docs`],
  ['the shop’s port', () => `${stack.frontendUrl}/api/docs`],
])(
  'at %s the page opens and sends a request, also after a reload, without console errors',
  async (_, url) => {
    const { page, complaints } = await open(url());
    await page.getByRole('button', { name: /^post \/order$/i }).waitFor();
    expect(await tryOut(page, 'operations-default-get-products')).toMatch(/^200/);
    expect(await page.locator('.live-responses-table').textContent()).toContain('Chocolate Cake');
    // The page is answered with 304, whose headers replace those of the browser's copy.
    await page.reload();
    await page.getByRole('button', { name: /^post \/order$/i }).waitFor();
    expect(complaints).toEqual([]);
  },
);
