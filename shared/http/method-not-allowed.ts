/** The address exists, but does not support the method (RFC 9110, 15.5.6). */
export class MethodNotAllowed extends Error {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(`This address supports ${allowed.join(', ')}.`);
    this.allowed = allowed;
  }
}
