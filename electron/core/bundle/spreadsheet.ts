// A table as a spreadsheet set to Polish, German or Estonian opens it.
export interface SheetColumn<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
  readonly isNumber?: boolean;
}

const END = '\r\n';

/**
 * Semicolons, decimal commas, a byte order mark so that letters are right. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front; numbers are numbers, also negative ones.
 */
export function spreadsheet<Row>(columns: readonly SheetColumn<Row>[], rows: Iterable<Row>): string {
  return [...sheetLines(columns, rows)].join('');
}

/** The same, line by line. */
export function* sheetLines<Row>(columns: readonly SheetColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield `\ufeff${columns.map(({ head }) => quoted(guarded(head), ';')).join(';')}${END}`;
  for (const row of rows) {
    const cells = columns.map(({ cell, isNumber }) => {
      const text = cell(row);
      return quoted(isNumber === true ? text.replace('.', ',') : guarded(text), ';');
    });
    yield cells.join(';') + END;
  }
}

/** RFC 4180 with dots and ISO dates, nothing added to any text. */
export function* plainLines<Row>(columns: readonly SheetColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield columns.map(({ head }) => quoted(head, ',')).join(',') + END;
  for (const row of rows) yield columns.map(({ cell }) => quoted(cell(row), ',')).join(',') + END;
}

/** What starts a formula in a spreadsheet, also behind white space and as a full-width sign. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  const needsQuotes = text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
