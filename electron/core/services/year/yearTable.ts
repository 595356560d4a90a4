// The year as a table for a spreadsheet: a row for each file at each destination, and one for each month that has none there.
import type { Language } from '../../../../shared/domain/ids';
import type { DestinationOfMonth, FileThere, YearOfReports } from '../../../../shared/domain/yearOfReports';
import { spreadsheet } from '../../bundle/spreadsheet';
import { yearWords } from '../../paper/yearWords';

interface Row {
  readonly month: string;
  readonly place: DestinationOfMonth;
  readonly file: FileThere | null;
}

export function yearTable(year: YearOfReports, language: Language): string {
  const words = yearWords(language);
  const head = words.year_export.column;
  const rows = year.months.flatMap(({ month, destinations }) =>
    destinations.flatMap((place): Row[] =>
      place.files.length === 0 ? [{ month, place, file: null }] : place.files.map((file) => ({ month, place, file })),
    ),
  );
  const of = (read: (file: FileThere) => string) => (row: Row) => (row.file === null ? '' : read(row.file));
  return spreadsheet<Row>(
    [
      { head: head.month, cell: ({ month }) => month },
      { head: head.destination, cell: ({ place }) => place.title },
      { head: head.account, cell: ({ place }) => place.account },
      { head: head.state, cell: ({ place }) => words.state[place.state] },
      { head: head.file, cell: of(({ fileName }) => fileName) },
      { head: head.revision, cell: of(({ revision }) => (revision === null ? '' : String(revision))), isNumber: true },
      { head: head.path, cell: of(({ path }) => path) },
      { head: head.bytes, cell: of(({ bytes }) => String(bytes)), isNumber: true },
      { head: head.sha256, cell: of(({ sha256 }) => sha256) },
      { head: head.at, cell: of(({ at }) => at) },
      { head: head.verified_by, cell: of(({ verifiedBy }) => words.year_export.by[verifiedBy]) },
      { head: head.checked_at, cell: of(({ checked }) => checked?.at ?? '') },
      { head: head.checked, cell: of(({ checked }) => (checked ? words.year_export.checked[checked.state] : '')) },
    ],
    rows,
  );
}
