// Every text that a view shows, for tests that look for one.
import type { InvoiceView } from '../../shared/domain/invoiceView';

export function viewTexts(view: InvoiceView): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(view);
  return found;
}

/** Every message key that a view shows. */
export function viewKeys(view: InvoiceView): readonly string[] {
  return [...new Set(viewTexts(view).filter((text) => /^fa\.(?:field|code|section|column|slot)\./.test(text)))];
}
