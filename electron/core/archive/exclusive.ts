// One at a time, in order: for everything that adds a link to the chain.
export type Exclusive = <T>(work: () => Promise<T> | T) => Promise<T>;

export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
