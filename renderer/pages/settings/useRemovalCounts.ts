import { useTranslation } from 'react-i18next';
import type { RemovalCounts } from '../../../shared/contract/removals';
import { useFormats } from '../../ui/formatsContext';

export interface RemovalCount {
  readonly name: string;
  readonly value: string;
}

/** What a company had, one thing a line. What it had none of is not worth a line. */
export function useRemovalCounts(): (counts: RemovalCounts) => readonly RemovalCount[] {
  const { t } = useTranslation('removal');
  const formats = useFormats();
  return (counts) => {
    const { documents, originals, runs, connections, schedules, drafts } = counts;
    const files = counts.bundles + counts.reports + counts.tillFiles + counts.sentInvoices;
    const all = { documents, originals, files, bytes: counts.bytes, runs, connections, schedules, drafts };
    return (Object.keys(all) as (keyof typeof all)[])
      .filter((name) => all[name] > 0)
      .map((name) => ({
        name: t(`screen.count.${name}`),
        value: name === 'bytes' ? formats.bytes(all.bytes) : formats.count(all[name]),
      }));
  };
}
