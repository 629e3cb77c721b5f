import { element } from '../../components/element.ts';

/** CSS pixels per millimetre. */
const perMm = 96 / 25.4;

const pages = new CSSStyleSheet();
document.adoptedStyleSheets.push(pages);

/**
 * Prints only these papers on a receipt printer, one paper per page. All pages are 80 mm wide and as
 * long as the longest paper.
 */
export function printPapers(...papers: readonly HTMLElement[]): void {
  const roll = element('div', { className: 'roll' }, ...papers);
  document.body.append(roll);
  const heights = papers.map((paper) => paper.getBoundingClientRect().height / perMm);
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
