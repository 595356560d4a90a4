// An original with several invoices (banks send hundreds of E-arve in one file) is kept once and becomes a document for each of them.
// Ingest and replay both ask here which documents an original makes, so that a rebuild gives the same rows.
import type { InvoiceFormat } from '../../formats/format';
import { parseOriginal, parseWith, project } from './project';
import type { CompanyFacts, FormatLookup, ParseOutcome, Projection, VersionSidecar } from './project';

/** What decides beside the bytes: the source's hint, and whose invoices they are. */
export interface ReadingBy {
  readonly parserId: string;
  readonly company: CompanyFacts;
}

/** One invoice of an original as the document that it makes. */
export interface PartFacts {
  readonly naturalKey: string;
  /** Which invoice of the original, counted from 1. */
  readonly part: number;
  readonly projection: Projection;
}

/** The first one has the key of the original itself. */
export function partKey(naturalKey: string, part: number): string {
  return part === 1 ? naturalKey : `${naturalKey}#${String(part)}`;
}

/** At least one: what cannot be read is a document all the same, which says why. */
export function readParts(
  bytes: Uint8Array,
  said: VersionSidecar,
  { parserId, company }: ReadingBy,
  formatFor: FormatLookup,
): readonly [PartFacts, ...PartFacts[]] {
  const facts = ({ naturalKey, part }: NamedPart, sidecar: VersionSidecar, parsed: ParseOutcome): PartFacts => ({
    naturalKey,
    part,
    projection: project(sidecar, parsed, company),
  });
  const { format, count } = countedBy(bytes, parserId, formatFor);
  const [first, ...more] = namedParts(said, count);
  const whole = format === null ? parseOriginal(bytes, parserId, formatFor) : parseWith(format, bytes, first.part);
  return [
    facts(first, first.said, whole),
    ...more.map((named) => facts(named, named.said, format === null ? whole : parseWith(format, bytes, named.part))),
  ];
}

interface NamedPart {
  readonly naturalKey: string;
  readonly part: number;
  readonly said: VersionSidecar;
}

function namedParts(said: VersionSidecar, count: number): readonly [NamedPart, ...NamedPart[]] {
  const { naturalKey, parts } = said;
  const named = (parts ?? []).map(({ part, naturalKey: key, facts }): NamedPart => ({
    naturalKey: key,
    part,
    said: { ...said, naturalKey: key, ...(facts === undefined ? {} : { facts }) },
  }));
  const [first, ...more] = named;
  if (first !== undefined) return [first, ...more];
  // What the source says about the file as a whole is true of its first invoice at most; under which number it came, and when, of all.
  const { remoteNumber = naturalKey, receivedAt, receivedOn } = said.facts ?? {};
  const facts = {
    remoteNumber,
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(receivedOn === undefined ? {} : { receivedOn }),
  };
  const others = Array.from({ length: count - 1 }, (_, at): NamedPart => {
    const key = partKey(naturalKey, at + 2);
    return { naturalKey: key, part: at + 2, said: { ...said, naturalKey: key, facts } };
  });
  return [{ naturalKey, part: 1, said }, ...others];
}

/** No format when the bytes are so broken that they cannot even be counted. */
function countedBy(
  bytes: Uint8Array,
  parserId: string,
  formatFor: FormatLookup,
): { readonly format: InvoiceFormat | null; readonly count: number } {
  try {
    const format = formatFor(bytes, parserId);
    return { format, count: Math.max(format?.parts?.(bytes) ?? 1, 1) };
  } catch {
    return { format: null, count: 1 };
  }
}
