// What can be set about a simulated account. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface FakturowniaKnobs {
  readonly months?: number;
  readonly perMonth?: number;
  readonly tokens?: readonly string[];
  readonly subdomain?: string;
  /** Lists that the token's role may not read. */
  readonly denied?: readonly ('cost' | 'sale' | 'account')[];
  /** Wrong tokens are told by a page of HTML, as behind some proxies. */
  readonly refusesWithHtml?: boolean;
  /** HTML in names, as people paste it. */
  readonly oddNames?: boolean;
}

export type FakturowniaOptions = SimulatorOptions & FakturowniaKnobs;

export function complete(options: FakturowniaOptions) {
  return {
    months: 4,
    perMonth: 24,
    tokens: ['Zk7demo0token1Fa'] as readonly string[],
    subdomain: 'zielona-kuznia',
    denied: [] as readonly ('cost' | 'sale' | 'account')[],
    refusesWithHtml: false,
    oddNames: false,
    ...options,
  };
}
export type CompleteOptions = ReturnType<typeof complete>;
