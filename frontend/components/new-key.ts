/** `crypto.randomUUID` exists on https and localhost only; a bakery may try this on its own wifi. */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
