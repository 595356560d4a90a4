// When Kontor cannot start: a message in the user's words instead of a window that never comes.
import { app, dialog } from 'electron';
import { type AppError, isFailure } from '../../shared/errors';
import { explain } from '../core/texts';
import { languageOf } from '../../shared/lib/languageOf';

export function explainAndQuit(error: unknown): void {
  const lines = explainOnly(error);
  dialog.showErrorBox('Kontor', lines.join('\n\n'));
  app.exit(1);
}

/** On the error output; whoever asked on a command line reads it there. */
export function explainOnly(error: unknown): readonly string[] {
  const language = languageOf(app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  const { key, params } = isFailure(error) ? error.spec : { key: 'start.unexpected', params: {} };
  const lines = explain(language, key, params ?? {});
  process.stderr.write(`${lines.join('\n')}\n`);
  if (!isFailure(error))
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return lines;
}

/** The same where nobody sees a window. */
export function explainAndEnd(key: string, params: AppError['params'], code: number): void {
  const language = languageOf(app.getPreferredSystemLanguages()[0] ?? app.getLocale());
  process.stderr.write(`${explain(language, key, params).join('\n')}\n`);
  app.exit(code);
}
