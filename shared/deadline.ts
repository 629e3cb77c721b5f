/** The result of the work. @throws `toError()` when it takes longer than `ms`; the work itself continues */
export async function withDeadline<T>(
  work: T | Promise<T>,
  ms: number,
  toError: () => Error,
): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(toError()), ms);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
