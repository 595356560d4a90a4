// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { giveLayout, renderPart } from '../app/renderForTest';
import { DataTable, type Column } from './DataTable';

interface Row {
  readonly id: number;
  readonly name: string;
}
const columns: readonly Column<Row>[] = [
  { id: 'name', head: 'Name', width: '1fr', sort: { ascending: 'up', descending: 'down' }, cell: (row) => row.name },
  { id: 'wide', head: 'Wide only', width: '80px', hideBelow: 900, cell: () => 'x' },
];
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, id) => ({ id, name: `invoice ${id}` }));
const keyOf = (row: Row): number => row.id;

beforeAll(giveLayout);
afterEach(cleanup);

describe('DataTable', () => {
  it('draws only the rows in sight of 10,000', async () => {
    await renderPart(
      <DataTable label="Invoices" rows={rowsOf(10_000)} columns={columns} rowKey={keyOf} onOpen={vi.fn()} />,
    );
    const drawn = screen.getAllByRole('row');
    expect(drawn.length).toBeGreaterThan(15);
    expect(drawn.length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10000');
  });

  it('picks rows with Space, Ctrl and Shift, and still opens with a click', async () => {
    const [onOpen, onMark] = [vi.fn(), vi.fn()];
    const rows = rowsOf(20);
    const table = { label: 'Invoices', rows, columns, rowKey: keyOf, onOpen, onMark, marks: new Set([3]) };
    await renderPart(<DataTable {...table} />);
    const grid = screen.getByRole('grid');
    expect(grid.getAttribute('aria-multiselectable')).toBe('true');
    expect(screen.getByText('invoice 3').closest('[role=row]')?.getAttribute('aria-selected')).toBe('true');
    fireEvent.focus(grid);
    fireEvent.keyDown(grid, { key: ' ' });
    expect(onMark).toHaveBeenLastCalledWith(rows[0], 0, 'toggle');
    fireEvent.click(screen.getByText('invoice 4'), { ctrlKey: true });
    expect(onMark).toHaveBeenLastCalledWith(rows[4], 4, 'toggle');
    fireEvent.click(screen.getByText('invoice 7'), { shiftKey: true });
    expect(onMark).toHaveBeenLastCalledWith(rows[7], 7, 'range');
    expect(onOpen).not.toHaveBeenCalled();
    fireEvent.click(screen.getByText('invoice 5'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[5]);
  });

  it('moves with the arrows, opens with Enter, leaves with Esc', async () => {
    const onOpen = vi.fn();
    const onCursor = vi.fn();
    const onEscape = vi.fn();
    const rows = rowsOf(100);
    await renderPart(
      <DataTable {...{ label: 'Invoices', rows, columns, rowKey: keyOf, onOpen, onCursor, onEscape }} />,
    );
    const grid = screen.getByRole('grid');
    fireEvent.focus(grid);
    expect(grid.getAttribute('aria-activedescendant')).toBe('row-0');
    fireEvent.keyDown(grid, { key: 'ArrowDown' });
    fireEvent.keyDown(grid, { key: 'ArrowDown' });
    expect(grid.getAttribute('aria-activedescendant')).toBe('row-2');
    expect(onCursor).toHaveBeenLastCalledWith(rows[2], 2);
    fireEvent.keyDown(grid, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[2]);
    fireEvent.keyDown(grid, { key: 'End' });
    expect(onCursor).toHaveBeenLastCalledWith(rows[99], 99);
    fireEvent.keyDown(grid, { key: 'Escape' });
    expect(onEscape).toHaveBeenCalledOnce();
  });

  it('leaves keys with a modifier to the window', async () => {
    const onCursor = vi.fn();
    await renderPart(
      <DataTable {...{ label: 'Invoices', rows: rowsOf(3), columns, rowKey: keyOf, onOpen: vi.fn(), onCursor }} />,
    );
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown', ctrlKey: true });
    expect(onCursor).not.toHaveBeenCalled();
  });

  it('opens a row that is clicked and marks the selected one', async () => {
    const onOpen = vi.fn();
    await renderPart(
      <DataTable {...{ label: 'Invoices', rows: rowsOf(5), columns, rowKey: keyOf, onOpen, selectedKey: 3 }} />,
    );
    fireEvent.click(screen.getByText('invoice 1'));
    expect(onOpen).toHaveBeenCalledWith({ id: 1, name: 'invoice 1' });
    const marked = screen.getAllByRole('row').filter((row) => row.getAttribute('aria-selected') === 'true');
    expect(marked.map((row) => row.id)).toEqual(['row-3']);
  });

  it('drops the column that has no room', async () => {
    await renderPart(<DataTable label="Invoices" rows={rowsOf(1)} columns={columns} rowKey={keyOf} onOpen={vi.fn()} />);
    expect(screen.queryByText('Wide only')).toBeNull();
    expect(screen.getByText('Name')).toBeTruthy();
  });

  it('asks for the next page before the end, once while it loads', async () => {
    const onMore = vi.fn();
    const base = { label: 'Invoices', rows: rowsOf(200), columns, rowKey: keyOf, onOpen: vi.fn(), onMore };
    await renderPart(<DataTable {...base} hasMore />);
    const grid = screen.getByRole('grid');
    const before = onMore.mock.calls.length;
    fireEvent.focus(grid);
    expect(onMore.mock.calls.length).toBe(before);
    cleanup();
    onMore.mockClear();
    await renderPart(<DataTable {...base} rows={rowsOf(5)} hasMore />);
    expect(onMore).toHaveBeenCalled();
    cleanup();
    onMore.mockClear();
    await renderPart(<DataTable {...base} rows={rowsOf(5)} hasMore isLoadingMore />);
    expect(onMore).not.toHaveBeenCalled();
  });

  it('asks for what is not in sight yet when the list rests, at once when it is scrolled', async () => {
    vi.useFakeTimers();
    const onMore = vi.fn();
    const base = { label: 'Invoices', rows: rowsOf(50), columns, rowKey: keyOf, onOpen: vi.fn(), onMore };
    await renderPart(<DataTable {...base} hasMore />);
    expect(onMore).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(onMore).toHaveBeenCalledTimes(1);
    onMore.mockClear();
    const grid = screen.getByRole('grid');
    grid.scrollTop = 64;
    fireEvent.scroll(grid);
    expect(onMore).toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('turns the direction of the sorted column', async () => {
    const onSort = vi.fn();
    await renderPart(
      <DataTable {...{ label: 'Invoices', rows: [], columns, rowKey: keyOf, onOpen: vi.fn(), onSort, sort: 'down' }} />,
    );
    fireEvent.click(screen.getByRole('button', { name: /Name/ }));
    expect(onSort).toHaveBeenCalledWith('up');
  });
});
