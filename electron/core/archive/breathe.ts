// Long work in a worker gives way now and then, so that cancelling and small calls get through.
const SLICE_MS = 12;
let sliceEnd = 0;

/** Resolves at once until the slice is used up, then after the waiting messages were served. */
export function breathe(): Promise<void> | undefined {
  if (performance.now() < sliceEnd) return undefined;
  return new Promise((resolve) => {
    setImmediate(() => {
      sliceEnd = performance.now() + SLICE_MS;
      resolve();
    });
  });
}
