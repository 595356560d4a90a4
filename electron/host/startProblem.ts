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
  // The words are for whoever sits here; what it was exactly is for support, also where there were no words for it.
  const { spec } = isFailure(error) ? error : { spec: null };
  const exact =
    spec === null ? stackOf(error) : [spec.key, spec.details, stackOf(spec.cause)].filter(Boolean).join('\n');
  process.stderr.write(`${exact}\n`);
  return lines;
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
