// What nobody told is not there: texts without a member instead of members without a text.

/** `T` without its members that may be undefined, and with them where they are not. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the members that are undefined. Made for every row of every list, so it goes over the members just once. */
export function present<T extends object>(members: T): Present<T> {
  const [all, there] = [members as Record<string, unknown>, {} as Record<string, unknown>];
  for (const name of Object.keys(members)) if (all[name] !== undefined) there[name] = all[name];
  // Only keys of T whose value is there are left.
  return there as Present<T>;
}
