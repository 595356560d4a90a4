/** A synchronous answer as a promise: what it throws rejects, as a caller on the other side of a worker sees it. */
export function promised<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => Promise<R> {
  return (...args) =>
    new Promise((resolve) => {
      resolve(work(...args));
    });
}
