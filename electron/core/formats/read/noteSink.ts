// What an invoice says beside its numbers, collected while it is read. `label` is either the document's own words or a message key
// `format.note.<id>`; where the label says all, the text is empty.

/** A document may hold 10,000 descriptions; nobody reads more than this on a screen, and the original has them all. */
const MAX_NOTES = 500;

export class NoteSink {
  readonly notes: { readonly label: string; readonly text: string }[] = [];

  add(id: string, text: string): void {
    this.addOwn(`format.note.${id}`, text);
  }

  addText(id: string, text: string | undefined): void {
    if (text !== undefined) this.add(id, text);
  }

  addOwn(label: string, text: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ label, text });
  }
}

export function joined(parts: readonly (string | undefined)[], separator = ', '): string | undefined {
  const found = parts.filter((part) => part !== undefined);
  return found.length === 0 ? undefined : found.join(separator);
}
