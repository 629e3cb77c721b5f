// cspell:ignore chrisfbaileycb dstrctee mxstmx sahra sahraandbeyond stockr umsu dizzle
/**
 * Example files of catalogues. The header lines are those of the named sources; the rows are made up, without knowledge of
 * the import.
 */
import { readFileSync } from 'node:fs';

type Form = 'utf-8' | 'utf-8 with mark' | 'utf-16le with mark' | 'windows-1252';

interface Example {
  /** Where the header line is from: a repository and a file in it at GitHub. */
  readonly source: string;
  readonly form: Form;
  readonly lineEnd: '\n' | '\r\n';
}

const woocommerce =
  'woocommerce/woocommerce plugins/woocommerce/includes/export/class-wc-product-csv-exporter.php';

export const examples = {
  'square-one-place': {
    source:
      'MitchDizzle/TheCafeSite square/template.csv, and columns of sets and taxes as in exports',
    form: 'utf-8 with mark',
    lineEnd: '\n',
  },
  'square-two-places': {
    source: 'TheScottyB/square-inventory-project exports/7MM9AFJAD0XHW_catalog-2025-06-09-1224.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'square-online': {
    source: 'TheScottyB/square-inventory-project exports/7MM9AFJAD0XHW_catalog-2025-06-09-1224.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'square-template': {
    source: 'MitchDizzle/TheCafeSite square/template.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'square-old': {
    source: 'chrisfbaileycb-arch/menuflow-pos docs/manuals/square.md',
    form: 'windows-1252',
    lineEnd: '\r\n',
  },
  'square-german-excel': {
    source: 'chrisfbaileycb-arch/menuflow-pos docs/manuals/square.md',
    form: 'windows-1252',
    lineEnd: '\r\n',
  },
  'square-hostile': {
    source: 'TheScottyB/square-inventory-project exports/7MM9AFJAD0XHW_catalog-2025-06-09-1224.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'shopify-export': {
    source: 'lesdelicesdescousines-commits/stockr products_export_1.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'shopify-template-2025': {
    source: 'sahraandbeyond/sahra-beyond product_template.csv',
    form: 'utf-8 with mark',
    lineEnd: '\n',
  },
  'shopify-german': {
    source: 'bene1106/dstrctee-archiv products_export_1.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'shopify-inventory': {
    source: 'help.shopify.com/en/manual/products/inventory/setup/inventory-csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'shopify-unicode-text': {
    source: 'umsu2/shopify_import_gen product_template.csv',
    form: 'utf-16le with mark',
    lineEnd: '\r\n',
  },
  'shopify-hostile': {
    source: 'umsu2/shopify_import_gen product_template.csv',
    form: 'utf-8',
    lineEnd: '\n',
  },
  'woocommerce-english': { source: woocommerce, form: 'utf-8 with mark', lineEnd: '\n' },
  'woocommerce-parents-later': { source: woocommerce, form: 'utf-8 with mark', lineEnd: '\n' },
  'woocommerce-german': {
    source: 'mxstmx/gyt-2025 wp-content/languages/plugins/woocommerce-de_DE.po',
    form: 'utf-8 with mark',
    lineEnd: '\n',
  },
  'woocommerce-german-excel': {
    source: 'mxstmx/gyt-2025 wp-content/languages/plugins/woocommerce-de_DE.po',
    form: 'windows-1252',
    lineEnd: '\r\n',
  },
  'woocommerce-short-rows': { source: woocommerce, form: 'utf-8 with mark', lineEnd: '\n' },
  'woocommerce-apostrophes': { source: woocommerce, form: 'utf-8 with mark', lineEnd: '\n' },
  'woocommerce-hostile': { source: woocommerce, form: 'utf-8 with mark', lineEnd: '\n' },
} as const satisfies Readonly<Record<string, Example>>;

export type ExampleName = keyof typeof examples;

/** The text of an example, with line feeds and without a mark. */
export function exampleText(name: ExampleName): string {
  const file = new URL(`./catalogue-files/${name}.csv`, import.meta.url);
  // A carriage return inside a cell would not survive an editor.
  return readFileSync(file, 'utf8').replaceAll('¬', '\r');
}

/** The bytes of an example. */
export function exampleFile(name: ExampleName): Buffer {
  const { form, lineEnd } = examples[name];
  return encode(exampleText(name).replaceAll('\n', lineEnd), form);
}

export function encode(text: string, form: Form): Buffer {
  switch (form) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`);
    case 'utf-16le with mark':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'windows-1252':
      return Buffer.from(Array.from(text, toWindows1252));
  }
}

/** The bytes 0x80 to 0x9f of Windows-1252 that texts of bakeries have. */
const special: Readonly<Record<string, number>> = {
  '€': 0x80,
  '„': 0x84,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
};

function toWindows1252(character: string): number {
  const code = special[character] ?? character.charCodeAt(0);
  if (code > 0xff) throw new Error(`${character} has no byte in Windows-1252.`);
  return code;
}
