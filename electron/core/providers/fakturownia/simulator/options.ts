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
  /** Names of the files that were attached to an invoice. */
  readonly attachments?: (id: string) => readonly string[];
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
    attachments: attached,
    ...options,
  };
}
export type CompleteOptions = ReturnType<typeof complete>;

/** One in four was entered by hand, one came in two parts. */
function attached(id: string): readonly string[] {
  const at = Number(id) % 4;
  return at === 0 ? [] : at === 1 ? ['faktura.pdf', 'protokół odbioru.pdf'] : ['faktura.pdf'];
}
