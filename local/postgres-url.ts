/** Where the embedded PostgreSQL is; it listens on this machine only. */
export function embeddedPostgresUrl(port: number): string {
  return `postgres://bakery:bakery@127.0.0.1:${port}/postgres`;
}
