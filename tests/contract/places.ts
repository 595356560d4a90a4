/** A few places between the first and the last of so many requests. */
export const places = (requests: number): number[] => [
  ...new Set([0, 0.2, 0.5, 0.8, 1].map((part) => Math.floor(part * (requests - 1)))),
];
