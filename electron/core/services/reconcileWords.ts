// Words of the exported table in the language of the app.
import de from '../../../shared/locales/de/reconcile.json' with { type: 'json' };
import en from '../../../shared/locales/en/reconcile.json' with { type: 'json' };
import et from '../../../shared/locales/et/reconcile.json' with { type: 'json' };
import pl from '../../../shared/locales/pl/reconcile.json' with { type: 'json' };
import type { Language } from '../../../shared/domain/ids';
import type { TableWords } from '../archive/reconcile/table';
import { fill } from '../bundle/texts';

const CATALOGUES = { de, en, et, pl };
interface Titled {
  readonly id: string;
  readonly title: string;
}

export function reconcileWords(
  language: Language,
  { left, right }: { readonly left: readonly Titled[]; readonly right: readonly Titled[] },
): TableWords & { readonly fileName: string } {
  const { table, list, field, step, direction } = CATALOGUES[language];
  const names = (side: readonly Titled[], fallback: string): string =>
    side.length === 0 ? fallback : side.map(({ title }) => title).join(', ');
  const sides = { left: names(left, table.left), right: names(right, table.right) };
  const filled = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, fill(text, sides)]));
  return {
    fileName: table.file_name,
    column: filled(table.column),
    list: filled(list),
    field,
    step: filled(step),
    direction,
    title: Object.fromEntries([...left, ...right].map(({ id, title }) => [id, title])),
  };
}
