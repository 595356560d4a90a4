// The mechanism of the contract: one entry is a schema and a direction; bridge, handlers and hooks are derived from it.
import type { z } from 'zod';

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly type: 'query' | 'command';
  readonly input: I;
  readonly output: O;
}
export interface EventEntry<P extends z.ZodType = z.ZodType> {
  readonly type: 'event';
  readonly payload: P;
}
export type Entry = Call | EventEntry;
export type Group = Readonly<Record<string, Entry>>;
export type Contract = Readonly<Record<string, Group>>;

/** Reads; may be repeated, cached and invalidated. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> & { type: 'query' } {
  return { type: 'query', input, output };
}
/** Changes something; never repeated by the bridge. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Call<I, O> & { type: 'command' } {
  return { type: 'command', input, output };
}
/** Main tells that something changed; says what, never carries the data. Progress events are the exception. */
export function event<P extends z.ZodType>(payload: P): EventEntry<P> {
  return { type: 'event', payload };
}

export type InputOf<C> = C extends Call<infer I> ? z.infer<I> : never;
export type OutputOf<C> = C extends Call<z.ZodType, infer O> ? z.infer<O> : never;
export type PayloadOf<E> = E extends EventEntry<infer P> ? z.infer<P> : never;

type CallKeys<G extends Group> = { [K in keyof G]: G[K] extends Call ? K : never }[keyof G];
type EventKeys<G extends Group> = { [K in keyof G]: G[K] extends EventEntry ? K : never }[keyof G];

/** `connections.list`: the name under which a call travels. */
export type CallName<C extends Contract> = {
  [T in keyof C & string]: `${T}.${CallKeys<C[T]> & string}`;
}[keyof C & string];
export type EventName<C extends Contract> = {
  [T in keyof C & string]: `${T}.${EventKeys<C[T]> & string}`;
}[keyof C & string];

export type EntryOf<C extends Contract, N extends string> = N extends `${infer T}.${infer K}`
  ? T extends keyof C
    ? K extends keyof C[T]
      ? C[T][K]
      : never
    : never
  : never;

/** Handlers of one group: input already parsed, output returned or a `Failure` thrown. */
export type HandlersOf<G extends Group, Context> = {
  readonly [K in CallKeys<G>]: (input: InputOf<G[K]>, context: Context) => Promise<OutputOf<G[K]>>;
};

export function callNames(contract: Contract): readonly string[] {
  return namesOf(contract, (entry) => entry.type !== 'event');
}
export function eventNames(contract: Contract): readonly string[] {
  return namesOf(contract, (entry) => entry.type === 'event');
}
function namesOf(contract: Contract, wanted: (entry: Entry) => boolean): readonly string[] {
  return Object.entries(contract).flatMap(([topic, group]) =>
    Object.entries(group).flatMap(([name, entry]) => (wanted(entry) ? [`${topic}.${name}`] : [])),
  );
}
