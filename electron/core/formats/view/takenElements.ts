// Takes elements out of a document one by one and remembers which; what nobody took is listed at the end.
import type { ViewField } from '../../../../shared/domain/invoiceView';
import type { XmlAttribute, XmlElement } from '../xml/xmlElement';

export class TakenElements {
  private readonly taken = new Set<XmlElement>();
  private readonly takenAttributes = new Set<XmlAttribute>();
  private readonly skipped = new Set<XmlElement>();

  /** The text of one child; undefined when it is absent or blank. */
  text(parent: XmlElement | undefined, name: string): string | undefined {
    const child = this.leaf(parent, name);
    return child === undefined || child.token === '' ? undefined : child.token;
  }

  /** The first child of this name that nobody took. */
  protected leaf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
    const child = parent?.children(name).find((one) => one.first === null && !this.taken.has(one));
    if (child !== undefined) this.taken.add(child);
    return child;
  }

  texts(parent: XmlElement | undefined, name: string): readonly string[] {
    return this.leaves(parent, name).map(({ token }) => token);
  }

  /** All children of this name that say something. */
  protected leaves(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
    const found = (parent?.children(name) ?? []).filter((child) => child.first === null);
    found.forEach((child) => this.taken.add(child));
    return found.filter(({ token }) => token !== '');
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

  attribute(element: XmlElement | undefined, name: string): string | undefined {
    const found = element?.attributes.find((one) => one.name === name);
    if (found !== undefined) this.takenAttributes.add(found);
    return found?.value;
  }

  /** Shown in another way, or for nobody to read: the bytes of a file. */
  take(child: XmlElement): void {
    this.taken.add(child);
  }

  /** What is inside belongs to another page. */
  skip(element: XmlElement): void {
    this.skipped.add(element);
  }

  /** Every text that nobody took, with its place. */
  rest(root: XmlElement): ViewField[] {
    const found: ViewField[] = [];
    this.collect(root, root.name, found);
    return found;
  }

  private collect(element: XmlElement, path: string, found: ViewField[]): void {
    if (this.skipped.has(element)) return;
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
