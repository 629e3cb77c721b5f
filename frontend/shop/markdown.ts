/** A part of a text in the Markdown subset: headings, paragraphs, lists, strong, emphasis and links. */
export type Block =
  /** Level 1 is the largest. */
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | {
      readonly kind: 'list';
      readonly isOrdered: boolean;
      readonly items: readonly (readonly Span[])[];
    };

export type Span =
  | { readonly kind: 'text' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const item = /^(?:[-*]|(\d+)[.)])\s+/;

/** Everything outside the subset, markup as well, stays text. */
export function parseMarkdown(text: string): Block[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .flatMap((part) => splitAtHeadings(part.trim()))
    .filter((part) => part !== '')
    .map(toBlock);
}

/** A heading needs no empty line around it. */
function splitAtHeadings(part: string): string[] {
  return part.split(/^(?=#{1,4}\s)|(?<=^#{1,4}\s.*)\n/m).map((text) => text.trim());
}

function toBlock(part: string): Block {
  const [, marks] = /^(#{1,4})\s/.exec(part) ?? [];
  if (marks !== undefined) {
    const spans = parseSpans(part.slice(marks.length).trim());
    return { kind: 'heading', level: marks.length, spans };
  }
  const lines = part.split('\n').map((line) => line.trim());
  if (!lines.every((line) => item.test(line))) {
    return { kind: 'paragraph', spans: parseSpans(lines.join('\n')) };
  }
  return {
    kind: 'list',
    isOrdered: item.exec(part)?.[1] !== undefined,
    items: lines.map((line) => parseSpans(line.replace(item, ''))),
  };
}

/** Links lead only to web pages, mail and phone. */
const span =
  /\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*\s][^*]*)\*|\[(?<label>[^\]]+)\]\((?<href>(?:https?:\/\/|mailto:|tel:)[^\s)]+)\)/gu;

function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(span)) {
    if (index > end) spans.push({ kind: 'text', text: text.slice(end, index) });
    end = index + whole.length;
    const { strong, emphasis, label, href } = groups;
    if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) spans.push({ kind: 'emphasis', text: emphasis });
    else if (label !== undefined && href !== undefined) {
      spans.push({ kind: 'link', text: label, href });
    }
  }
  if (end < text.length) spans.push({ kind: 'text', text: text.slice(end) });
  return spans;
}
