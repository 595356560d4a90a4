// Takes elements out of a Ministry document one by one and remembers which; what nobody took is listed at the end.
import type { ViewField, ViewLabel, ViewValue } from '../../../../../shared/domain/invoiceView';
import type { XmlAttribute, XmlElement } from '../../xml/xmlElement';
import { codeWord, kindOf, labelName } from './dictionary';

export class ViewReader {
  /** `rr` for FA_RR(1), whose P_ numbers mean other things. */
  readonly dialect: 'fa' | 'rr';
  readonly currency: string | undefined;
  readonly quiet: ViewField[] = [];
  private readonly taken = new Set<XmlElement>();
  private readonly takenAttributes = new Set<XmlAttribute>();

  constructor(dialect: 'fa' | 'rr', currency: string | undefined) {
    this.dialect = dialect;
    this.currency = currency;
  }

  label(name: string): ViewLabel {
    return { key: `fa.field.${labelName(this.dialect, name)}` };
  }

  /** The text of one child; undefined when it is absent or blank. */
  text(parent: XmlElement | undefined, name: string): string | undefined {
    const child = parent?.children(name).find((one) => one.first === null && !this.taken.has(one));
    if (child === undefined) return undefined;
    this.taken.add(child);
    return child.token === '' ? undefined : child.token;
  }

  texts(parent: XmlElement | undefined, name: string): readonly string[] {
    const found: string[] = [];
    for (const child of parent?.children(name) ?? []) {
      if (child.first !== null) continue;
      this.taken.add(child);
      if (child.token !== '') found.push(child.token);
    }
    return found;
  }

  /** The text of this very element. */
  element(child: XmlElement): string {
    if (child.first === null) this.taken.add(child);
    return child.token;
  }

  /** A mark that means yes by `1`. Any other value is left for the list of what nobody knows. */
  flag(parent: XmlElement | undefined, name: string): boolean {
    const child = parent?.child(name);
    if (child === undefined || child.token !== '1') return false;
    this.taken.add(child);
    return true;
  }

  value(name: string, text: string, currency = this.currency): ViewValue {
    const kind = kindOf(this.dialect, name);
    if (kind === 'money') return { kind, text, ...(currency === undefined ? {} : { currency }) };
    if (kind !== 'code') return { kind, text };
    const word = codeWord(this.dialect, name, text);
    return word === undefined ? { kind, text } : { kind, text, word };
  }

  cell(parent: XmlElement, name: string, currency?: string): ViewValue | null {
    const text = this.text(parent, name);
    return text === undefined ? null : this.value(name, text, currency);
  }

  /** Fields of these children, in this order; each may occur several times. */
  fields(parent: XmlElement | undefined, names: readonly string[]): ViewField[] {
    return names.flatMap((name) =>
      this.texts(parent, name).map((text) => ({ label: this.label(name), value: this.value(name, text) })),
    );
  }

  /** Marks whose `1` is worth reading and whose `2` (or `N` twin) only says that nothing applies: small print. */
  marks(parent: XmlElement | undefined, names: readonly string[]): ViewField[] {
    const [loud, quiet] = [[] as ViewField[], this.quiet];
    for (const field of this.fields(parent, names)) (field.value.text === '1' ? loud : quiet).push(field);
    return loud;
  }

  attribute(element: XmlElement | undefined, name: string): string | undefined {
    const found = element?.attributes.find((one) => one.name === name);
    if (found !== undefined) this.takenAttributes.add(found);
    return found?.value;
  }

  /** Every text that nobody took, with its place. */
  rest(root: XmlElement): ViewField[] {
    const found: ViewField[] = [];
    this.collect(root, root.name, found);
    return found;
  }

  private collect(element: XmlElement, path: string, found: ViewField[]): void {
    const add = (name: string, text: string, at: string): void => {
      found.push({ label: { text: name }, value: { kind: 'text', text }, path: at });
    };
    for (const one of element.attributes) {
      if (one.name.startsWith('xsi:') || this.takenAttributes.has(one)) continue;
      add(`${element.name} ${one.name}`, one.value, `${path}/@${one.name}`);
    }
    if (element.first === null) {
      if (!this.taken.has(element) && element.token !== '') add(element.name, element.token, path);
      return;
    }
    const counts = new Map<string, number>();
    for (let child: XmlElement | null = element.first; child !== null; child = child.next) {
      const no = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, no);
      this.collect(child, `${path}/${child.name}${no > 1 ? `[${no}]` : ''}`, found);
    }
  }
}
