// By what the service routes an invoice: attributes of its one Invoice element, not the parties' own numbers.
import { rejected } from '../sdk/errors';

export interface Routing {
  readonly seller: string;
  readonly buyer: string;
}

const OPENINGS = /<(?:[A-Za-z_][\w.-]*:)?Invoice(\s[^>]*)?>/g;

/** Throws `not_one_invoice` or `not_routable`: neither has a documented meaning for the service. */
export function routingOf(bytes: Uint8Array): Routing {
  const openings = [...Buffer.from(bytes).toString('utf8').matchAll(OPENINGS)];
  if (openings.length !== 1) throw rejected('not_one_invoice', { params: { count: openings.length } });
  const attributes = openings[0]?.[1] ?? '';
  const [seller, buyer] = [attributeOf(attributes, 'sellerReg[nN]umber'), attributeOf(attributes, 'regNumber')];
  if (seller === '' || buyer === '') throw rejected('not_routable');
  return { seller, buyer };
}

function attributeOf(attributes: string, name: string): string {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes) ?? [];
  return (double ?? single ?? '').trim();
}
