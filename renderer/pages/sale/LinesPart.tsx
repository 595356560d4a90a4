import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SalesLine } from '../../../shared/domain/salesInvoice';
import { isCorrection, salesTotals } from '../../../shared/domain/salesTotals';
import { Button, LinkButton } from '../../ui/Button';
import { Segmented } from '../../ui/fields';
import { Card } from '../../ui/layout';
import { LineBefore } from './LineBefore';
import { LineFields } from './LineFields';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

interface Row {
  readonly line: SalesLine;
  readonly index: number;
}

/** What is sold. Enter goes to the next line, and adds one after the last. Of a correction each line stands under what it was. */
export function LinesPart() {
  const { t } = useTranslation('selling');
  const { invoice, rules, patch } = useSaleForm();
  const totals = useMemo(() => salesTotals(invoice), [invoice]);
  const body = useRef<HTMLDivElement>(null);
  const wanted = useRef<number>(undefined);
  const focusName = (index: number | undefined): void =>
    body.current?.querySelector<HTMLInputElement>(`[data-line="${index}"] input`)?.focus();
  useEffect(() => {
    if (wanted.current === undefined) return;
    focusName(wanted.current);
    wanted.current = undefined;
  });
  const rows = invoice.lines.map((line, index): Row => ({ line, index }));
  const after = rows.filter(({ line }) => line.isBefore !== true);
  const before = rows.filter(({ line }) => line.isBefore === true);
  const add = (line: SalesLine): void => {
    wanted.current = invoice.lines.length;
    patch({ lines: [...invoice.lines, line] });
  };
  const addBlank = (): void => {
    const last = after.at(-1)?.line ?? before.at(-1)?.line;
    const vat = last?.vat ?? ({ treatment: 'taxed', percent: rules.rates[0] } as const);
    add({ name: '', quantity: '1', unit: last?.unit ?? rules.unit, price: '', vat });
  };
  const onEnter = (event: KeyboardEvent, place: number): void => {
    const isField = event.target instanceof HTMLInputElement && event.target.getAttribute('aria-haspopup') === null;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !isField) return;
    event.preventDefault();
    if (place < after.length - 1) focusName(after[place + 1]?.index);
    else addBlank();
  };
  const change = (index: number, changes: Partial<SalesLine>): void =>
    patch({ lines: invoice.lines.map((line, at) => (at === index ? { ...line, ...changes } : line)) });
  const remove = (index: number): void => patch({ lines: invoice.lines.filter((_, at) => at !== index) });
  const isPair = isCorrection(invoice.kind);
  const taken = before.filter(({ line }) => !after.some((each) => each.line.no === line.no));
  return (
    <Card
      title={t(invoice.kind === 'advance_correction' ? 'lines.ordered' : 'lines.title')}
      note={
        // E-invoices of other countries state net prices only.
        rules.isPolish && (
          <Segmented
            label={t('lines.prices')}
            value={invoice.prices}
            onChange={(prices) => patch({ prices })}
            choices={(['net', 'gross'] as const).map((value) => ({ value, label: t(`lines.${value}`) }))}
          />
        )
      }
    >
      <div ref={body} className={styles.lines}>
        {after.map(({ line, index }, place) => {
          const former = line.no === undefined ? undefined : before.find((each) => each.line.no === line.no);
          return (
            <div
              key={index}
              data-line={index}
              role="group"
              aria-label={t('lines.line', { no: place + 1 })}
              className={styles.lineBox}
              onKeyDown={(event) => onEnter(event, place)}
            >
              {former && <LineBefore line={former.line} value={totals.lines[former.index] ?? null} />}
              <LineFields
                line={line}
                index={index}
                no={place + 1}
                hasHead={place === 0 || isPair}
                value={totals.lines[index] ?? null}
                onChange={(changes) => change(index, changes)}
                {...(after.length > 1 || isPair ? { onRemove: () => remove(index) } : {})}
              />
            </div>
          );
        })}
        {taken.map(({ line, index }) => (
          <div key={index} className={styles.lineBox}>
            <LineBefore line={line} value={totals.lines[index] ?? null} isTaken />
            <LinkButton onClick={() => add({ ...line, isBefore: false })}>{t('lines.put_back')}</LinkButton>
          </div>
        ))}
      </div>
      <Button size="xs" icon={<IconPlus size={14} stroke={1.5} />} onClick={addBlank}>
        {t('lines.add')}
      </Button>
    </Card>
  );
}
