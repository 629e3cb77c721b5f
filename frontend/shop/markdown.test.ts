import fc from 'fast-check';
import { type Block, parseMarkdown, type Span } from './markdown.ts';

test('reads headings, paragraphs, lists, strong, emphasis and links', () => {
  const text = `# Imprint
The Bakery, **Mitte**
12 *High* Street

- [Write to us](mailto:hello@example.com)
- Call [us](tel:+49301234)

1. First
2. Second`;
  expect(parseMarkdown(text)).toEqual([
    { kind: 'heading', level: 1, spans: [{ kind: 'text', text: 'Imprint' }] },
    {
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'The Bakery, ' },
        { kind: 'strong', text: 'Mitte' },
        { kind: 'text', text: '\n12 ' },
        { kind: 'emphasis', text: 'High' },
        { kind: 'text', text: ' Street' },
      ],
    },
    {
      kind: 'list',
      isOrdered: false,
      items: [
        [{ kind: 'link', text: 'Write to us', href: 'mailto:hello@example.com' }],
        [
          { kind: 'text', text: 'Call ' },
          { kind: 'link', text: 'us', href: 'tel:+49301234' },
        ],
      ],
    },
    {
      kind: 'list',
      isOrdered: true,
      items: [[{ kind: 'text', text: 'First' }], [{ kind: 'text', text: 'Second' }]],
    },
  ]);
});

test.each([
  '[click](javascript:alert(1))',
  '[click](data:text/html,hello)',
  '[click](/counter)',
  '<img src=x onerror=alert(1)>',
  '<https://example.com>',
])('leaves %s as text', (text) => {
  expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', spans: [{ kind: 'text', text }] }]);
});

test('finds no block in an empty text', () => {
  expect(parseMarkdown(' \n\n ')).toEqual([]);
});

test('a link of any text leads to a web page, mail or phone', () => {
  const part = fc.constantFrom(
    '[a](',
    'https://',
    'javascript:',
    'tel:',
    ')',
    '*',
    '#',
    ' ',
    '\n',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const links = parseMarkdown(parts.join('')).flatMap(spansOf).flatMap(hrefOf);
      for (const href of links) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
    }),
  );
});

function spansOf(block: Block): readonly Span[] {
  return block.kind === 'list' ? block.items.flat() : block.spans;
}

function hrefOf(span: Span): string[] {
  return span.kind === 'link' ? [span.href] : [];
}
