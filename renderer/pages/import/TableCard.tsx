import { useTranslation } from 'react-i18next';
import type { ImportId, ImportTable } from '../../../shared/contract/imports';
import { Currency } from '../../../shared/domain/money';
import {
  ImportEncoding,
  ImportField,
  ImportSeparator,
  mappingFault,
  type ImportMapping,
} from '../../../shared/domain/importTable';
import { useCommand } from '../../bridge/hooks';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SelectField, TextField } from '../../ui/fields';
import { Card } from '../../ui/layout';
import styles from './Import.module.css';

interface Props {
  readonly importId: ImportId;
  readonly table: ImportTable;
  readonly mapping: ImportMapping;
  readonly showsFaults: boolean;
  readonly onChange: (mapping: ImportMapping) => void;
}
export function TableCard({ importId, table, mapping, showsFaults, onChange }: Props) {
  const { t } = useTranslation('imports');
  const look = useCommand('imports.look');
  const fault = mappingFault(mapping);
  const again = (change: { encoding?: ImportEncoding; separator?: ImportSeparator }): void => {
    const { signature, encoding, separator } = table;
    void look.run({ importId, signature, encoding, separator, ...change });
  };
  const set = (change: Partial<ImportMapping>): void => onChange({ ...mapping, ...change });
  return (
    <Card title={table.files.join(', ')} note={t(table.isRemembered ? 'columns.remembered' : 'columns.proposed')}>
      {look.problem && <ExplainedProblem problem={look.problem} />}
      {fault !== null && showsFaults && (
        <p className={styles.fault} role="alert">
          {t(`fault.${fault.fault}`, { field: t(`field.${fault.field}`) })}
        </p>
      )}
      <div className={styles.settings}>
        <SelectField
          label={t('side.label')}
          value={mapping.side}
          onChange={(side) => set({ side })}
          choices={(['purchase', 'sale', 'both'] as const).map((value) => ({ value, label: t(`side.${value}`) }))}
        />
        <SelectField
          label={t('decimal.label')}
          value={mapping.decimalMark}
          onChange={(decimalMark) => set({ decimalMark })}
          choices={[
            { value: ',', label: '1 234,56' },
            { value: '.', label: '1,234.56' },
          ]}
        />
        <SelectField
          label={t('order.label')}
          value={mapping.dateOrder}
          onChange={(dateOrder) => set({ dateOrder })}
          choices={(['day', 'month'] as const).map((value) => ({ value, label: t(`order.${value}`) }))}
        />
        <TextField
          label={t('currency')}
          value={mapping.currency}
          onChange={(text) => set({ currency: text.toUpperCase().slice(0, 3) })}
          problem={Currency.safeParse(mapping.currency).success ? undefined : t('currency_wrong')}
        />
        <SelectField
          label={t('encoding')}
          value={table.encoding}
          onChange={(encoding) => again({ encoding })}
          choices={ImportEncoding.options.map((value) => ({ value, label: value }))}
        />
        <SelectField
          label={t('separator.label')}
          value={table.separator}
          onChange={(separator) => again({ separator })}
          choices={ImportSeparator.options.map((value) => ({ value, label: t(`separator.${SIGNS[value]}`) }))}
        />
      </div>
      <Columns table={table} mapping={mapping} onChange={onChange} />
    </Card>
  );
}

const SIGNS: Readonly<Record<ImportSeparator, string>> = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' };

type ColumnsProps = Pick<Props, 'table' | 'mapping' | 'onChange'>;
function Columns({ table, mapping, onChange }: ColumnsProps) {
  const { t } = useTranslation('imports');
  const choices: readonly { readonly value: string; readonly label: string }[] = [
    { value: '', label: t('field.none') },
    ...ImportField.options.map((value) => ({ value, label: t(`field.${value}`) })),
  ];
  const choose = (column: number, text: string): void => {
    const field = ImportField.safeParse(text).data ?? null;
    // A field stands once: where it was, nothing is read any more.
    const columns = mapping.columns.map((old, at) => (at === column ? field : old === field ? null : old));
    onChange({ ...mapping, columns });
  };
  return (
    <div className={styles.scroll} role="region" aria-label={t('columns.table')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {table.header.map((head, at) => (
              <th key={`${head}-${String(at)}`} data-read={mapping.columns[at] !== null || undefined}>
                <SelectField
                  label={head === '' ? t('columns.nameless', { at: at + 1 }) : head}
                  value={mapping.columns[at] ?? ''}
                  onChange={(text) => choose(at, text)}
                  choices={choices}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.sample.map((cells, row) => (
            <tr key={row}>
              {table.header.map((head, at) => (
                <td
                  key={`${head}-${String(at)}`}
                  data-read={mapping.columns[at] !== null || undefined}
                  title={cells[at]}
                >
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
