// What a file of the bundle is for, by its name.
export type EntryKind = 'originals' | 'csv' | 'csv_neutral' | 'cover' | 'manifest' | 'other';

export function entryKind(name: string): EntryKind {
  if (/^originals(\/|$)/.test(name)) return 'originals';
  if (name === 'manifest.json') return 'manifest';
  if (/neutral.*\.csv$/.test(name)) return 'csv_neutral';
  if (name.endsWith('.csv')) return 'csv';
  if (name.endsWith('.pdf')) return 'cover';
  return 'other';
}
