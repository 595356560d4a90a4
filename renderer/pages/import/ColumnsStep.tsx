import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTable, ImportView } from '../../../shared/contract/imports';
import { mappingFault, type ImportMapping } from '../../../shared/domain/importTable';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { PageTitle } from '../../ui/layout';
import { TableCard } from './TableCard';

interface Props {
  readonly view: ImportView;
  readonly onLeave: () => void;
}
/** What the columns mean: proposed, looked over by a person, remembered. */
export function ColumnsStep({ view, onLeave }: Props) {
  const { t } = useTranslation('imports');
  const read = useCommand('imports.read');
  const [chosen, setChosen] = useState<Readonly<Record<string, ImportMapping>>>({});
  const [wasSent, setSent] = useState(false);
  const mappingOf = (table: ImportTable): ImportMapping => chosen[table.signature] ?? table.mapping;
  const send = (): void => {
    setSent(true);
    if (view.tables.some((table) => mappingFault(mappingOf(table)) !== null)) return;
    const tables = view.tables.map((table) => ({ signature: table.signature, mapping: mappingOf(table) }));
    void read.run({ importId: view.id, tables });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      style={{ display: 'contents' }}
    >
      <PageTitle
        title={t('columns.title', { count: view.tables.length })}
        subtitle={t('columns.lead')}
        actions={
          <>
            <Button onClick={onLeave}>{t('leave')}</Button>
            <Button kind="primary" submits isBusy={read.isRunning}>
              {t('columns.go')}
            </Button>
          </>
        }
      />
      {read.problem && <ExplainedProblem problem={read.problem} />}
      {view.tables.map((table) => (
        <TableCard
          key={table.signature}
          importId={view.id}
          table={table}
          mapping={mappingOf(table)}
          showsFaults={wasSent}
          onChange={(mapping) => setChosen((before) => ({ ...before, [table.signature]: mapping }))}
        />
      ))}
    </form>
  );
}
