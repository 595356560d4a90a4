// Elements of an e-invoice as labelled values. Labels are keys of the catalogue `einvoice`, the same for every format: a due date is
// a due date, whatever its element is called.
import type { ViewField, ViewLabel, ViewValue, ViewValueKind } from '../../../../shared/domain/invoiceView';
import type { XmlElement } from '../xml/xmlElement';
import { TakenElements } from './takenElements';

/** Element, label, kind: `['DueDate', 'due_date', 'date']`. */
export type FieldSpec = readonly [element: string, label: string, kind?: ViewValueKind];

/** Codes that have words: `einvoice.code.<list>.<code>`. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  yes_no: ['YES', 'NO'],
  vat_id: ['TAX', 'NOTTAX', 'TAXEX'],
};

export const labelled = (label: string): ViewLabel => ({ key: `einvoice.field.${label}` });
export const section = (id: string): ViewLabel => ({ key: `einvoice.section.${id}` });

/** A code in words where there are some, as it is written where not. */
export function codeValue(list: string, text: string): ViewValue {
  const isKnown = Object.hasOwn(LISTS, list) && LISTS[list]?.includes(text) === true;
  return isKnown ? { kind: 'code', text, word: `einvoice.code.${list}.${text}` } : { kind: 'text', text };
}

export class PageReader extends TakenElements {
  readonly currency: string | undefined;

  constructor(currency: string | undefined) {
    super();
    this.currency = currency;
  }

  value(text: string, kind: ViewValueKind = 'text', currency = this.currency): ViewValue {
    const shown = kind === 'date' ? text.replace(/^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$/, '$1') : text;
    return kind === 'money' && currency !== undefined ? { kind, text: shown, currency } : { kind, text: shown };
  }

  /** Fields of these children, in this order; each may occur several times. */
  fields(parent: XmlElement | undefined, specs: readonly FieldSpec[]): ViewField[] {
    return specs.flatMap(([name, label, kind]) =>
      this.texts(parent, name).map((text) => ({ label: labelled(label), value: this.value(text, kind) })),
    );
  }

  cell(parent: XmlElement | undefined, name: string, kind?: ViewValueKind): ViewValue | null {
    const text = this.text(parent, name);
    return text === undefined ? null : this.value(text, kind);
  }

  attributeFields(element: XmlElement | undefined, specs: readonly FieldSpec[]): ViewField[] {
    return specs.flatMap(([name, label, kind]) => {
      const text = this.attribute(element, name)?.trim() ?? '';
      return text === '' ? [] : [{ label: labelled(label), value: this.value(text, kind) }];
    });
  }

  codeFields(parent: XmlElement | undefined, specs: readonly (readonly [string, string, list: string])[]): ViewField[] {
    return specs.flatMap(([name, label, list]) =>
      this.texts(parent, name).map((text) => ({ label: labelled(label), value: codeValue(list, text) })),
    );
  }
}

export const textField = (label: string, text: string | undefined): ViewField[] =>
  text === undefined || text === '' ? [] : [{ label: labelled(label), value: { kind: 'text', text } }];
