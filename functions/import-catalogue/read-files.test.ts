// cspell:ignore hertogenbosch
import { gzipSync } from 'node:zlib';
import type { KeyedCatalogue } from '../../shared/domain/catalogue-import.ts';
import {
  encode,
  exampleFile,
  type ExampleName,
  exampleText,
} from '../../tests/support/catalogue-files.ts';
import { planImport } from './plan-import.ts';
import { readDraft } from './read-draft.ts';
import { type ReadTable, readTable } from './read-table.ts';

const empty: KeyedCatalogue = {
  currency: 'EUR',
  locale: 'en-GB',
  products: [],
  groups: [],
  options: [],
  uses: [],
};

function read(bytes: Buffer): ReadTable {
  const outcome = readTable(bytes);
  if (outcome.kind === 'refused') throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

function planOf(bytes: Buffer) {
  const table = read(bytes);
  const planned = planImport(empty, readDraft(table));
  const { products, options } = planned.plan;
  return {
    table,
    ...planned,
    /** Name, price, kind and stock. */
    shown: products.map(({ target, stock }) =>
      [target.name, target.price, target.kind, stock?.after ?? null].join(' | '),
    ),
    choices: options.map(({ target }) => `${target.name} ${target.price}`),
    reasons: planned.faults.map(({ row, column, reason }) => [row, column, reason]),
    noted: planned.notes.map(({ row, reason }) => `${row ?? 'file'} ${reason}`),
  };
}

const planOfExample = (name: ExampleName) => planOf(exampleFile(name));

describe('Square', () => {
  test('makes one group of options of the variations of an item, with prices above the cheapest', () => {
    const { shown, choices, plan, faults } = planOfExample('square-one-place');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Sourdough Loaf | 4.2 | shelf | 18',
      'Celebration Cake | 28 | made_to_order | ',
    ]);
    expect(choices).toEqual([
      '6 inch, Lemon 0',
      '6 inch, Chocolate 0',
      '8 inch, Lemon 10',
      '8 inch, Chocolate 10',
      '10 inch, Lemon 24',
      '10 inch, Chocolate 24',
    ]);
    expect(plan.groups).toMatchObject([{ target: { name: 'Size, Flavour', kind: 'one' } }]);
    expect(plan.uses).toMatchObject([
      { target: { min: 1, max: 1, defaults: ['square:C1AAAA4ZK2P6LQ8R9S0TUVWX'] } },
    ]);
    expect(plan.products.map(({ target }) => target)).toMatchObject([
      {
        category: 'Bread',
        description: 'Slow-proved for 24 hours.',
        allergens: null,
        active: false,
      },
      { category: 'Celebration', description: 'Two layers, buttercream.' },
    ]);
  });

  test('names sets of modifiers, whose options the file lacks, and items without a price', () => {
    const { notes } = planOfExample('square-one-place');
    expect(notes).toContainEqual({
      row: null,
      column: 'Modifier Set - Candles',
      reason: 'modifier-set',
      value: '6',
    });
    expect(notes).toContainEqual({ row: 9, column: 'Price', reason: 'no-price', value: '' });
  });

  test('adds up places, whose names may contain separators, and reads internal names of options', () => {
    const { shown, plan, notes } = planOfExample('square-two-places');
    expect(shown).toEqual(['Cardamom Bun | 3.1 | shelf | 52', 'Rye Loaf | 2.6 | made_to_order | ']);
    expect(plan.groups.map(({ target }) => target.name)).toEqual(['cut']);
    expect(notes).toContainEqual(
      expect.objectContaining({
        reason: 'several-places',
        value: "Harbour, Quay 2; Baker's Row & Co",
      }),
    );
  });

  test('reads descriptions with markup and with line breaks as one line', () => {
    const { plan, faults } = planOfExample('square-online');
    expect(faults).toEqual([]);
    expect(plan.products.map(({ target }) => target.description)).toEqual([
      'Serves 10–12. 6 rolls; 6 "mini" quiches, warm',
      `Baked custard & burnt sugar. Contains egg, milk. Keeps 2 days; Don't freeze`,
      '-5 °C at most 🍰',
    ]);
    expect(plan.products.map(({ target }) => target.name)).toEqual([
      '12" Party Platter',
      'Crème brûlée tart',
      '=Birthday+Box',
    ]);
  });

  test('finds the header of a filled template below its instructions and its example', () => {
    const { shown, choices, table } = planOfExample('square-template');
    expect(table.table.headerRow).toBe(5);
    expect(shown).toEqual(['Baguette | 1.3 | made_to_order | ']);
    expect(choices).toEqual(['Regular 1.1', 'Half 0']);
  });

  test('reads "£4,250.00" as four thousand, and "Variable" as no price', () => {
    const { shown, choices, noted, table } = planOfExample('square-old');
    expect(table.encoding).toBe('windows-1252');
    expect(shown).toEqual([
      'Wedding Cake | 4250 | made_to_order | ',
      'Cupcake | 2.5 | made_to_order | ',
    ]);
    expect(choices).toEqual(['Single 0', 'Box of 6 11.5']);
    expect(noted).toContain('5 no-price');
  });

  test.each(['windows-1252', 'utf-8 with mark'] as const)(
    'reads a file that a German Excel saved as %s',
    (form) => {
      const text = exampleText('square-german-excel').replaceAll('\n', '\r\n');
      const { shown, choices, table } = planOf(encode(text, form));
      expect([table.separator, table.table.headerRow]).toEqual([';', 2]);
      expect(shown).toEqual(['Schwarzwälder Torte | 29.9 | shelf | 2']);
      expect(choices).toEqual(['Groß 1204.6', 'Klein 0']);
    },
  );

  test('names a quote that is never closed', () => {
    expect(readTable(exampleFile('square-hostile'))).toEqual({
      kind: 'refused',
      reason: 'broken-quotes',
      row: 10,
    });
  });

  test('names each fault by row and column', () => {
    const text = exampleText('square-hostile').split('\n').slice(0, 9).join('\n');
    const { reasons, noted } = planOf(Buffer.from(text));
    expect(reasons).toEqual([
      [1, 'Price', 'repeated-column'],
      [5, null, 'too-many-cells'],
      [6, 'Item Name', 'missing-name'],
      [3, 'Token', 'repeated-key'],
      [8, 'Variation Name', 'repeated-option'],
      [9, 'Price', 'no-number'],
      [9, 'Current Quantity Shop', 'no-number'],
    ]);
    expect(noted).toContain('4 no-price');
  });
});

describe('Shopify', () => {
  test('joins the rows of a handle, and lists pictures', () => {
    const { shown, choices, plan, faults } = planOfExample('shopify-export');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Celebration Cake | 28 | shelf | 4',
      'Sourdough & Seeds | 4.2 | made_to_order | ',
    ]);
    expect(choices).toEqual(['6", Lemon 0', '6", Chocolate 1', '8", Lemon 10']);
    expect(plan.products[0]?.pictures).toHaveLength(3);
  });

  test('knows the names of columns since 2025, and products without options', () => {
    const { shown, choices, faults } = planOfExample('shopify-template-2025');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Focaccia | 3.5 | shelf | 16',
      'Hot Cross Bun | 1.8 | made_to_order | ',
      'Panettone | 24 | made_to_order | ',
    ]);
    expect(choices).toEqual(['Half 0', 'Whole 2.5']);
  });

  test('reads the file of a German shop without quantities', () => {
    const { shown, choices, faults } = planOfExample('shopify-german');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Roggenbrot | 4.9 | made_to_order | ',
      'Stollen | 1250 | made_to_order | ',
    ]);
    expect(choices).toEqual(['500 g 0', '1 kg 4']);
  });

  test('reads UTF-16 with tabs and decimal commas, and drops scripts', () => {
    const { shown, plan, table } = planOfExample('shopify-unicode-text');
    expect([table.encoding, table.separator]).toEqual(['utf-16le', '\t']);
    expect(shown).toEqual([
      'Quiche Lorraine | 7 | shelf | 3',
      'Croissant | 1.9 | made_to_order | ',
    ]);
    expect(plan.products[0]?.target.description).toBe(
      'Quiche; Line one; line two <hot> € 7; Egg; yes',
    );
  });

  test('refuses the file of the inventory by name', () => {
    expect(readTable(exampleFile('shopify-inventory'))).toEqual({
      kind: 'refused',
      reason: 'other-export',
      file: 'shopify-inventory',
    });
  });

  test('names the faults of a hostile file', () => {
    const { reasons, noted } = planOfExample('shopify-hostile');
    expect(reasons).toEqual([
      [5, 'Option1 Value', 'repeated-option'],
      [7, 'Title', 'missing-name'],
      [8, 'Variant Price', 'no-number'],
    ]);
    expect(noted).toContain('3 no-address');
  });
});

describe('WooCommerce', () => {
  test('reads variations, escaped commas and line breaks', () => {
    const { shown, choices, plan, faults } = planOfExample('woocommerce-english');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Celebration Cake | 28 | made_to_order | ',
      'Sourdough Loaf | 4.2 | shelf | 18',
    ]);
    expect(choices).toEqual([
      '6 inch, Lemon 0',
      '6 inch, Chocolate, dark 1.5',
      '8 inch, Lemon 10',
      '8 inch, Chocolate, dark 11.5',
      '10 inch, Lemon 24',
      '10 inch 26',
    ]);
    expect(plan.products[0]?.target).toMatchObject({
      category: 'Celebration',
      description: String.raw`Two layers. Order three days ahead. Path C:\new`,
    });
  });

  test('finds parents that come after their variations, and stock that a parent keeps', () => {
    const { shown, choices, faults } = planOfExample('woocommerce-parents-later');
    expect(faults).toEqual([]);
    expect(shown).toEqual(['Bun box | 9 | shelf | 20', 'Tart | 5 | made_to_order | ']);
    expect(choices).toEqual(['Six 0', 'Twelve 7', 'Small 0', 'Large 13']);
  });

  test('reads German names of columns and decimal commas', () => {
    const { shown, choices, faults } = planOfExample('woocommerce-german');
    expect(faults).toEqual([]);
    expect(shown).toEqual([
      'Bauernbrot | 3.2 | made_to_order | ',
      'Hochzeitstorte | 1250 | made_to_order | ',
    ]);
    expect(choices).toEqual(['500 g 0', '1 kg 2.7']);
  });

  test('reads a German file that Excel saved in Windows-1252', () => {
    const { shown, plan } = planOfExample('woocommerce-german-excel');
    expect(shown).toEqual([
      'Käsekuchen „klassisch“ | 1234.5 | shelf | 3',
      'Laugenbrezel | 0.9 | made_to_order | ',
    ]);
    expect(plan.products[0]?.target.description).toBe('Mit Quark – ohne Boden; 12 Stück');
  });

  test('reads rows that are shorter than the header, whose attributes change places', () => {
    const { shown, choices, faults } = planOfExample('woocommerce-short-rows');
    expect(faults).toEqual([]);
    expect(shown.map((one) => one.split(' | ')[0])).toEqual(['Scone', 'Layer cake', 'Muffin']);
    expect(choices).toEqual(['Small 0', 'Large 14', 'Plain, Mini 0']);
  });

  test('takes away only the apostrophes that the export put there', () => {
    const { shown, noted } = planOfExample('woocommerce-apostrophes');
    expect(shown).toEqual([
      '+Plus bread | 3 | shelf | ',
      "'s-Hertogenbosch bun | 0 | made_to_order | ",
      'Recipe book | 9 | made_to_order | ',
    ]);
    expect(noted).toEqual(expect.arrayContaining(['5 unsupported-type', '6 unsupported-type']));
  });

  test('names the faults of a hostile file', () => {
    expect(planOfExample('woocommerce-hostile').reasons).toEqual([
      [12, 'ID', 'repeated-key'],
      [7, 'SKU', 'repeated-key'],
      [2, 'Parent', 'unknown-parent'],
      [3, 'Parent', 'unknown-parent'],
      [5, 'Parent', 'unknown-parent'],
      [11, 'Parent', 'unknown-parent'],
      [8, 'Name', 'repeated-option'],
    ]);
  });
});

describe('hostile files', () => {
  const header = 'Token,Item Name,Variation Name,Price';
  const reasonOf = (bytes: Buffer) => {
    const outcome = readTable(bytes);
    return outcome.kind === 'refused' ? outcome : 'read';
  };

  test.each<[string, Buffer, object]>([
    ['a ZIP file', Buffer.from('PK\x03\x04rest'), { reason: 'other-file', file: 'zip' }],
    ['a gzip file', gzipSync('Token'), { reason: 'other-file', file: 'gzip' }],
    ['JSON', Buffer.from(' [{"a":1}]'), { reason: 'other-file', file: 'json' }],
    ['a page', Buffer.from('<!doctype html>'), { reason: 'other-file', file: 'html' }],
    ['NUL bytes', Buffer.from('a,b,\0\n1'), { reason: 'other-file', file: 'binary' }],
    ['nothing', Buffer.from('\ufeff\r\n'), { reason: 'empty' }],
    [
      'another header',
      Buffer.from('Name;Preis\nBrot;2'),
      { reason: 'unknown-header', seen: ['Name', 'Preis'] },
    ],
    [
      '100,000 columns',
      Buffer.from(`${header}${',x'.repeat(100_000)}`),
      { reason: 'too-large', bound: 'columns', limit: 1_000 },
    ],
    [
      '4 MB of separators',
      Buffer.from(`${header}\n${','.repeat(4_000_000)}`),
      { reason: 'too-large', bound: 'columns', limit: 1_000 },
    ],
    [
      'a cell of 5 MB',
      Buffer.from(`${header}\n"${'x'.repeat(5_000_000)}"`),
      { reason: 'too-large', bound: 'bytes', limit: 4_194_304 },
    ],
    [
      'a cell of 3 MB',
      Buffer.from(`${header}\n1,"${'x'.repeat(3_000_000)}",a,1`),
      { reason: 'too-large', bound: 'characters', limit: 100_000 },
    ],
    [
      'an open quote before 3 MB',
      Buffer.from(`${header}\n1,"${'x\n'.repeat(1_500_000)}`),
      { reason: 'too-large', bound: 'characters', limit: 100_000 },
    ],
    [
      '5,001 rows',
      Buffer.from(`${header}\n${'1,A,B,2\n'.repeat(5_001)}`),
      { reason: 'too-large', bound: 'rows', limit: 5_000 },
    ],
    [
      'a million empty rows',
      Buffer.from(`${header}\n${'\n'.repeat(1_000_000)}`),
      { reason: 'too-large', bound: 'rows', limit: 5_000 },
    ],
  ])('refuses %s', (_, bytes, refusal) => {
    expect(reasonOf(bytes)).toEqual({ kind: 'refused', ...refusal });
  });

  test('reads names of columns that objects have themselves', () => {
    const { shown } = planOf(Buffer.from(`${header},__proto__,constructor\n1,Bun,,2,x,y`));
    expect(shown).toEqual(['Bun | 2 | made_to_order | ']);
  });

  test('reads quoted line breaks of every kind', () => {
    const text =
      'Token,Item Name,Variation Name,Description,Price\r\n1,Bun,,"one\r\ntwo\nthree\rfour",2\r\n2,Roll,,,3\r\n';
    const { plan } = planOf(Buffer.from(text));
    expect(plan.products.map(({ target }) => target.description)).toEqual([
      'one; two; three; four',
      '',
    ]);
  });

  test('reads a file with a line for the separator', () => {
    const { shown } = planOf(
      Buffer.from(`sep=;\r\n${header.replaceAll(',', ';')}\r\n1;Bun;;2,50\r\n`),
    );
    expect(shown).toEqual(['Bun | 2.5 | made_to_order | ']);
  });

  test('says that "1,200" was read as a thousand when no number tells', () => {
    const { shown, noted } = planOf(Buffer.from(`${header}\n1,Bun,,"1,200"`));
    expect(shown).toEqual(['Bun | 1200 | made_to_order | ']);
    expect(noted).toContain('file guessed-numbers');
  });
});
