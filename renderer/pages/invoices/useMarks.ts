import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { InvoiceFilter, InvoiceRow } from '../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../shared/domain/ids';

const NONE: ReadonlySet<InvoiceRowId> = new Set();

/** Invoices that were picked in the list. Another list begins with none. */
export function useMarks(filter: InvoiceFilter, rows: readonly InvoiceRow[]) {
  const list = useMemo(() => JSON.stringify(filter), [filter]);
  const [stored, setStored] = useState({ list, ids: NONE });
  const anchor = useRef(0);
  const latest = useRef({ list, rows });
  useLayoutEffect(() => {
    latest.current = { list, rows };
  }, [list, rows]);
  const marks = stored.list === list ? stored.ids : NONE;
  // The same function while one types: with another one every row would be drawn for the key and again for the answer.
  const mark = useCallback((row: InvoiceRow, index: number, how: 'toggle' | 'range'): void => {
    const now = latest.current;
    const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
    setStored((before) => {
      const ids = new Set(before.list === now.list ? before.ids : NONE);
      if (how === 'range') for (const each of now.rows.slice(from, to + 1)) ids.add(each.id);
      else if (!ids.delete(row.id)) ids.add(row.id);
      return { list: now.list, ids };
    });
    if (how === 'toggle') anchor.current = index;
  }, []);
  const clear = useCallback(() => setStored({ list, ids: NONE }), [list]);
  return { marks, mark, clear };
}
