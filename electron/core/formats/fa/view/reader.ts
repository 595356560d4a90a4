// Elements of a Ministry document as labelled values.
import type { ViewField, ViewLabel, ViewValue } from '../../../../../shared/domain/invoiceView';
import { TakenElements } from '../../view/takenElements';
import type { XmlElement } from '../../xml/xmlElement';
import { codeWord, kindOf, labelName } from './dictionary';

export class ViewReader extends TakenElements {
  /** `rr` for FA_RR(1), whose P_ numbers mean other things. */
  readonly dialect: 'fa' | 'rr';
  readonly currency: string | undefined;
  readonly quiet: ViewField[] = [];

  constructor(dialect: 'fa' | 'rr', currency: string | undefined) {
    super();
    this.dialect = dialect;
    this.currency = currency;
  }

  label(name: string): ViewLabel {
    return { key: `fa.field.${labelName(this.dialect, name)}` };
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
}
