import { html, render, type TemplateResult } from '../../components/html.ts';

/** CSS pixels per millimetre. */
const perMm = 96 / 25.4;

const pages = new CSSStyleSheet();
document.adoptedStyleSheets.push(pages);

/**
 * Prints only these papers on a receipt printer, one paper per page. All pages are 80 mm wide and as
 * long as the longest paper.
 */
export function printPapers(papers: readonly TemplateResult[]): void {
  const roll = document.createElement('div');
  roll.className = 'roll';
  render(html`${papers}`, roll);
  document.body.append(roll);
  const heights = [...roll.children].map((paper) => paper.getBoundingClientRect().height / perMm);
  pages.replaceSync(`@page { size: 80mm ${Math.ceil(Math.max(...heights)) + 1}mm; margin: 0 }`);
  document.body.classList.add('printing');
  addEventListener(
    'afterprint',
    () => {
      document.body.classList.remove('printing');
      pages.replaceSync('');
      roll.remove();
    },
    { once: true },
  );
  print();
}
