// Takes values of a UBL or CII document with the attributes that belong to them.
import { TakenElements } from '../view/takenElements';
import type { XmlElement } from '../xml/xmlElement';
import type { Leaf } from './model';

type Node = XmlElement | undefined;

/** The element at the end of a path of children. */
export function at(parent: Node, path: string): Node {
  let node = parent;
  for (const name of path.split('/')) node = node?.child(name);
  return node;
}

export function nodesAt(parent: Node, path: string): readonly XmlElement[] {
  const names = path.split('/');
  const last = names.pop() ?? '';
  return (names.length === 0 ? parent : at(parent, names.join('/')))?.children(last) ?? [];
}

/** UNTDID 2379: CII writes days as `20260115`; UBL days may have a zone, which is not a part of the day. */
function plainDay(text: string, format: string | undefined): string {
  const compact = format === '102' || format === undefined ? /^(\d{4})(\d\d)(\d\d)$/.exec(text) : null;
  if (compact !== null) return compact.slice(1).join('-');
  return text.replace(/^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$/, '$1');
}

export class EnReader extends TakenElements {
  /** One value at the end of a path; undefined when it is absent or blank. */
  one(parent: Node, path: string): Leaf | undefined {
    const names = path.split('/');
    const last = names.pop() ?? '';
    const node = this.leaf(names.length === 0 ? parent : at(parent, names.join('/')), last);
    return node === undefined ? undefined : this.leafOf(node);
  }

  all(parent: Node, path: string): readonly Leaf[] {
    return nodesAt(parent, path).flatMap((node) => (node.first === null ? (this.leafOf(node) ?? []) : []));
  }

  day(parent: Node, path: string): Leaf | undefined {
    const names = path.split('/');
    const last = names.pop() ?? '';
    const node = this.leaf(names.length === 0 ? parent : at(parent, names.join('/')), last);
    if (node === undefined || node.token === '') return undefined;
    return { text: plainDay(node.token, this.attribute(node, 'format')) };
  }

  /** A value that says the same as the place where it is shown; any other one is left for the list of what nobody knows. */
  swallow(parent: Node, path: string, texts: readonly string[]): void {
    const node = at(parent, path);
    if (node !== undefined && texts.includes(node.token)) this.take(node);
  }

  private leafOf(node: XmlElement): Leaf | undefined {
    this.take(node);
    const read = (name: string): string | undefined => {
      const text = this.attribute(node, name)?.trim();
      return text === '' ? undefined : text;
    };
    const [scheme, currency, unit] = [read('schemeID') ?? read('listID'), read('currencyID'), read('unitCode')];
    if (node.token === '') return undefined;
    return {
      text: node.token,
      ...(scheme === undefined ? {} : { scheme }),
      ...(currency === undefined ? {} : { currency }),
      ...(unit === undefined ? {} : { unit }),
    };
  }
}
