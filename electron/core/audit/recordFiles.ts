// Which records are about the months, and which of them stand for a file.
import type { NewRecord } from '../archive/records/recordLine';
import { plainName } from './names';
import type { Picked } from './picked';

export interface NamedFile {
  /** Below the company's folder in the archive; none: the record stands for itself. */
  readonly file?: string;
  readonly sha256: string;
  /** In the auditor's folder. */
  readonly folder: string;
  readonly name: string;
}

const ITSELF: NamedFile = { sha256: '', folder: '', name: '' };

/** Null: it is about other months. */
export function namedBy(record: NewRecord, picked: Picked): NamedFile | null {
  const { kind, body } = record;
  const itself = (isAbout: boolean): NamedFile | null => (isAbout ? ITSELF : null);
  const file = (
    place: 'bundles' | 'reports' | 'fiscal',
    of: { id: string; file: string; fileName: string; sha256: string },
  ) =>
    picked.hasThing(of.id)
      ? { file: `${place}/${of.file}`, sha256: of.sha256, folder: place, name: plainName(of.fileName) }
      : null;
  const sent = (sha256: string, fileName: string): NamedFile => {
    return { file: `outbox/${sha256}.xml`, sha256, folder: 'sent', name: plainName(fileName) };
  };
  switch (kind) {
    case 'company':
      return ITSELF;
    case 'bundle':
      return file('bundles', body);
    case 'report':
      return file('reports', body);
    case 'fiscal_file':
      return file('fiscal', body);
    case 'outbox':
      return picked.hasThing(body.id) ? sent(body.sha256, body.fileName) : null;
    case 'outbox_receipt':
      return body.ids.some(picked.hasThing) ? sent(body.sha256, body.fileName) : null;
    case 'outbox_steps':
      return itself(body.steps.some(({ id }) => picked.hasThing(id)));
    case 'receipt':
      return itself(picked.hasThing(body.bundleId));
    case 'report_month':
    case 'report_removed':
      return itself(picked.hasThing(body.id));
    case 'check':
      return itself(body.found.some(({ id }) => picked.hasThing(id)));
    case 'link':
      return itself([body.a, body.b].some(({ connection, key }) => picked.hasKey(connection, key)));
    case 'explanation':
      return itself(picked.hasKey(body.document.connection, body.document.key));
    case 'tag':
      return itself(body.keys.some((key) => picked.hasKey(body.connection, key)));
    case 'source':
    case 'hide_connection':
      return itself(picked.hasSource(body.connection));
    case 'month_closed':
      return itself(picked.hasMonth(body.month));
    case 'run':
      return itself(picked.hasRun(body.view.id));
    case 'checkpoint':
      return null;
  }
}
