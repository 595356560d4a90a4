// The Fakturownia simulator: a fetch handler, in memory, that refuses what the real one refuses and remembers what must never be asked.
import {
  takeFault,
  underFault,
  type Fault,
  type FaultScript,
  type SeenRequest,
  type Simulator,
} from '../../sdk/simulatorKit';
import { complete, type FakturowniaOptions } from './options';
import { answer, html, json, text } from './routes';
import { makeRow, type Row } from './rows';
import { World } from './world';

/** For tests only: looks behind the service and changes it. */
export interface FakturowniaControl {
  readonly rows: readonly Row[];
  /** Issued at this instant; changed at this instant too, else now. */
  add(options: { readonly issuedAtMs: number; readonly isCost: boolean; readonly more?: Row }): string;
  edit(id: string, changes: Row): void;
  remove(id: string): void;
  /** Runs before each request is answered, with its number. */
  before(hook: (number: number, url: URL) => void): void;
}

export interface FakturowniaSimulator extends Simulator {
  readonly control: FakturowniaControl;
  readonly violations: readonly string[];
}

export function createFakturowniaSimulator(options: FakturowniaOptions): FakturowniaSimulator {
  const world = new World(complete(options));
  const script: Fault[] = [];
  const seen: SeenRequest[] = [];
  let hook: (number: number, url: URL) => void = () => undefined;

  return {
    handle: async (request) => {
      const url = new URL(request.url);
      hook(seen.length + 1, url);
      const fault = takeFault(script, request.method, url.pathname);
      const response = await underFault(fault, () => answer(world, request), named);
      const isBroken = response.headers.get('x-simulator-break') !== null;
      seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : response.status });
      return response;
    },
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    seen,
    violations: world.violations,
    control: controlOf(world, (next) => {
      hook = next;
    }),
  };
}

function named(name: string): Response | null {
  if (name === 'ok_but_refused') return json(200, '{"status":"error","message":"Nie można wykonać"}');
  if (name === 'html_page') return html(200);
  const location = name.startsWith('redirect ') ? name.slice(9) : 'https://app.fakturownia.pl/login';
  return name.startsWith('redirect') ? new Response(null, { status: 302, headers: { location } }) : null;
}

function controlOf(world: World, setHook: (hook: (number: number, url: URL) => void) => void): FakturowniaControl {
  const stampOf = (ms: number): string => new Date(ms).toISOString();
  let last = 402_000;
  return {
    rows: world.rows,
    add: ({ issuedAtMs, isCost, more = {} }) => {
      last += 1;
      const row = makeRow({ id: last, at: 1, issuedMs: issuedAtMs, isCost, next: () => 100 });
      world.rows.push({ ...row, updated_at: stampOf(world.options.now()), ...more });
      return String(last);
    },
    edit: (id, changes) => {
      const at = world.rows.findIndex((row) => text(row, 'id') === id);
      world.rows[at] = { ...world.rows[at], updated_at: stampOf(world.options.now()), ...changes };
    },
    remove: (id) => {
      world.rows.splice(
        world.rows.findIndex((row) => text(row, 'id') === id),
        1,
      );
    },
    before: setHook,
  };
}

export type { FakturowniaOptions } from './options';
