// When Kontor cannot start: a message in the user's words instead of a window that never comes.
import { app, dialog } from 'electron';
import { type AppError, isFailure } from '../../shared/errors';
import { explain } from '../core/texts';
import { languageOf } from '../../shared/lib/languageOf';

const UNEXPECTED = 'start.unexpected';

export function explainAndQuit(error: unknown): void {
  const lines = explainOnly(error);
  dialog.showErrorBox('Kontor', lines.join('\n\n'));
  app.exit(1);
}

/** On the error output; whoever asked on a command line reads it there. */
export function explainOnly(error: unknown): readonly string[] {
  const language = languageOf(app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  const { key, params } = isFailure(error) ? error.spec : { key: UNEXPECTED, params: {} };
  const lines = explain(language, key, params ?? {});
  process.stderr.write(`${lines.join('\n')}\n`);
  // Where there are no words of its own for it, support needs to know what it was.
  if (lines[0] === explain(language, UNEXPECTED, {})[0]) process.stderr.write(`${exactly(error)}\n`);
  return lines;
}

function exactly(error: unknown): string {
  if (!isFailure(error)) return stackOf(error);
  const { key, details, cause } = error.spec;
  return [key, details, stackOf(cause)].filter(Boolean).join('\n');
}

function stackOf(error: unknown): string {
  if (error === undefined || error === null) return '';
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}

/** The same where nobody sees a window. */
export function explainAndEnd(key: string, params: AppError['params'], code: number): void {
  const language = languageOf(app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  process.stderr.write(`${explain(language, key, params).join('\n')}\n`);
  app.exit(code);
}
