// Which prefix means which namespace. Scopes are linked, never copied: a document full of declarations must not cost a square.
import { unreadable } from '../failures';

export interface NamespaceScope {
  /** Namespace of names without a prefix. */
  readonly plain: string;
  readonly own: ReadonlyMap<string, string>;
  readonly outer: NamespaceScope | null;
}

const XML_NS = 'http://www.w3.org/XML/1998/namespace';

export const NO_NAMESPACES: NamespaceScope = { plain: '', own: new Map([['xml', XML_NS]]), outer: null };

/** The scope inside an element with these attributes; the same object when they declare nothing. */
export function scopeWith(outer: NamespaceScope, attributes: ReadonlyMap<string, string>): NamespaceScope {
  let plain = outer.plain;
  let own: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const uri = value.trim();
    own ??= new Map();
    if (name === 'xmlns') plain = uri;
    else own.set(checkedPrefix(name.slice(6), uri), uri);
  }
  return own === null ? outer : { plain, own, outer };
}

function checkedPrefix(prefix: string, uri: string): string {
  const isBroken = prefix === '' || prefix === 'xmlns' || uri === '' || (prefix === 'xml') !== (uri === XML_NS);
  if (isBroken) throw unreadable('not_xml', 'broken namespace declaration');
  return prefix;
}

export function namespaceOf(scope: NamespaceScope, prefix: string): string {
  if (prefix === '') return scope.plain;
  for (let at: NamespaceScope | null = scope; at !== null; at = at.outer) {
    const uri = at.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  throw unreadable('not_xml', 'prefix without a namespace');
}
