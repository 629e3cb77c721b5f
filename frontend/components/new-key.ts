/** A random idempotency key; `crypto.randomUUID` does not exist on plain HTTP in a local network. */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
