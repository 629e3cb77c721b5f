/** The path of a product's page: "/product/12-bread-platter". The name is only for people. */
export function productPath({ id, name }: { readonly id: number; readonly name: string }): string {
  const words = name.toLowerCase().match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? [];
  return `/product/${[id, ...words].map(encodeURIComponent).join('-')}`;
}

/** The product's number in the last part of the path, whatever name follows; undefined when there is none. */
export function findProductId(slug: string): number | undefined {
  const [, digits] = /^([1-9]\d{0,9})(?:-|$)/.exec(slug) ?? [];
  const id = Number(digits);
  // Ids are PostgreSQL integers.
  return id <= 2_147_483_647 ? id : undefined;
}
