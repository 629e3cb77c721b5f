import { html, ref, type TemplateResult } from './html.ts';

/**
 * A row that scrolls sideways. A fade and, for a mouse, a button at each end show that there is more; scroll-strip.css
 * has their looks.
 */
export function scrollStrip(content: TemplateResult) {
  return html`<div class="strip" ${ref(followScrolling)}>
    <button
      class="strip-button"
      type="button"
      tabindex="-1"
      aria-hidden="true"
      @click=${scroll(-1)}
    >
      ‹
    </button>
    ${content}
    <button class="strip-button" type="button" tabindex="-1" aria-hidden="true" @click=${scroll(1)}>
      ›
    </button>
  </div>`;
}

function scroll(direction: 1 | -1) {
  return ({ currentTarget }: Event) => {
    const row = rowOf((currentTarget as HTMLElement).parentElement);
    row?.scrollBy({ left: direction * row.clientWidth * 0.75, behavior: 'smooth' });
  };
}

function rowOf(strip: Element | null): Element | undefined {
  return strip?.children[1];
}

/** Marks the ends at which there is more. */
function followScrolling(strip: Element | undefined) {
  if (!(strip instanceof HTMLElement)) return;
  const measure = () => {
    const row = rowOf(strip);
    if (!row) return;
    const scrolled = Math.abs(row.scrollLeft);
    strip.dataset['before'] = String(scrolled > 4);
    strip.dataset['after'] = String(scrolled + row.clientWidth < row.scrollWidth - 4);
  };
  strip.addEventListener('scroll', measure, { capture: true, passive: true });
  new ResizeObserver(measure).observe(strip);
  new MutationObserver(measure).observe(strip, { childList: true, subtree: true });
}
