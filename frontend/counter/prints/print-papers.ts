import { element } from '../../components/element.ts';

/** Dots per millimetre, as CSS counts. */
const perMm = 96 / 25.4;

const pages = new CSSStyleSheet();
document.adoptedStyleSheets.push(pages);

/**
 * Opens the browser's dialog to print these papers and nothing else of the page. Each is on a page of
 * its own, 80 mm wide and as long as the longest needs: the roll of a receipt printer.
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
