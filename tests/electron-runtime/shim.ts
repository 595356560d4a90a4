// Stands in for 'vitest' where a test file runs inside Electron's own Node, whose version vitest refuses.
// The same describe, it and expect, on node:test and vitest's own matchers; clocks are injected, so there is no `vi`.

import '../support/seed';
import { format } from 'node:util';
import * as nodeTest from 'node:test';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  type ExpectStatic,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  addCustomEqualityTesters,
  chai,
  customMatchers,
  getState,
  setState,
} from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

const extend = Reflect.get(chai.expect, 'extend') as (target: unknown, matchers: object) => void;
const assert = (value: unknown, message?: string) => chai.expect(value, message);

export const expect = Object.assign(assert, chai.expect, {
  getState: () => getState(expect),
  setState: (state: Parameters<typeof setState>[0]) => {
    setState(state, expect);
  },
  addEqualityTesters: addCustomEqualityTesters,
  extend: (matchers: object) => {
    extend(expect, matchers);
  },
}) as unknown as ExpectStatic;

// The asymmetric matchers (`expect.any`, `expect.objectContaining`) are added to whatever is the global expect.
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);
Object.assign(expect, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT) as object);
expect.extend(customMatchers);

type Body = () => unknown;
type Settings = number | { readonly timeout?: number } | undefined;
type Register = (name: string, options: { timeout?: number; skip?: boolean; todo?: boolean }, body: Body) => unknown;
type Named = (name: string, body: Body, settings?: Settings) => void;

function titleOf(template: string, row: unknown, index: number): string {
  const values = Array.isArray(row) ? (row as unknown[]) : [row];
  const title = template.replaceAll('%#', String(index)).replaceAll(/\$([a-zA-Z]\w*)/g, (whole, key: string) => {
    return typeof row === 'object' && row !== null && key in row ? format('%s', Reflect.get(row, key)) : whole;
  });
  const wanted = title.match(/%[sdifjoO]/g)?.length ?? 0;
  return format(title, ...values.slice(0, wanted));
}

function named(register: Register, flags: { skip?: boolean; todo?: boolean }): Named {
  return (name, body, settings) => {
    const timeout = typeof settings === 'number' ? settings : settings?.timeout;
    // Called without node:test's own context, which a test written for vitest does not expect.
    register(name, { ...flags, ...(timeout === undefined ? {} : { timeout }) }, () => body());
  };
}

function vitestLike(register: Register) {
  const plain = named(register, {});
  const skip = named(register, { skip: true });
  const each =
    (rows: readonly unknown[]) => (name: string, body: (...row: unknown[]) => unknown, settings?: Settings) => {
      for (const [index, row] of rows.entries()) {
        plain(
          titleOf(name, row, index),
          () => (Array.isArray(row) ? body(...(row as unknown[])) : body(row)),
          settings,
        );
      }
    };
  return Object.assign(plain, {
    skip,
    each,
    todo: (name: string) => register(name, { todo: true }, () => undefined),
    skipIf: (condition: unknown) => (condition ? skip : plain),
    runIf: (condition: unknown) => (condition ? plain : skip),
  });
}

const awaited = (body: Body) => async () => {
  await body();
};

export const it = vitestLike((name, options, body) => void nodeTest.it(name, options, awaited(body)));
export const test = it;
export const describe = vitestLike(
  (name, options, body) =>
    void nodeTest.describe(name, options, () => {
      body();
    }),
);
export const beforeAll = (body: Body) => {
  nodeTest.before(awaited(body));
};
export const afterAll = (body: Body) => {
  nodeTest.after(awaited(body));
};
export const beforeEach = (body: Body) => {
  nodeTest.beforeEach(awaited(body));
};
export const afterEach = (body: Body) => {
  nodeTest.afterEach(awaited(body));
};
