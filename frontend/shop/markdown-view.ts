import { html } from '../components/html.ts';
import { type Block, parseMarkdown, type Span } from './markdown.ts';

/** A text in the Markdown subset; strings become text, never markup. */
export function markdownView(text: string) {
  return html`<div class="legal-text">${parseMarkdown(text).map(blockView)}</div>`;
}

function blockView(block: Block) {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${block.spans.map(spanView)}</p>`;
    case 'list': {
      const items = block.items.map((spans) => html`<li>${spans.map(spanView)}</li>`);
      return block.isOrdered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'heading': {
      const spans = block.spans.map(spanView);
      return block.level === 1 ? html`<h2>${spans}</h2>` : html`<h3>${spans}</h3>`;
    }
  }
}

function spanView(span: Span) {
  switch (span.kind) {
    case 'text':
      return span.text;
    case 'strong':
      return html`<strong>${span.text}</strong>`;
    case 'emphasis':
      return html`<em>${span.text}</em>`;
    case 'link':
      return html`<a href=${span.href} rel="noreferrer">${span.text}</a>`;
  }
}
