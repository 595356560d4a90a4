// What a start was asked to do. A second start hands it over to the first one.
import { z } from 'zod';
import { Month } from '../../shared/domain/ids';

export const Command = z.strictObject({
  /** No window. */
  isHidden: z.boolean(),
  /** Never a window: for a server. */
  isHeadless: z.boolean(),
  isSync: z.boolean(),
  uploads: z.array(Month),
});
export type Command = z.infer<typeof Command>;

/** Nothing but the window. */
export const PLAIN: Command = { isHidden: false, isHeadless: false, isSync: false, uploads: [] };

const UPLOAD = '--upload-month';

/** The arguments of a start that only brings the window: orders were carried out, and whoever restarts wants to see it. */
export function withoutOrders(argv: readonly string[]): string[] {
  return argv.filter(
    (argument, index) =>
      argument !== '--hidden' && argument !== '--sync' && !argument.startsWith(UPLOAD) && argv[index - 1] !== UPLOAD,
  );
}

/** Switches of Electron and Chromium stand among ours: what is not ours is left alone. A month that is none is named. */
export function commandOf(argv: readonly string[]): Command | { readonly wrong: string } {
  const uploads: string[] = [];
  for (const [index, argument] of argv.entries()) {
    if (argument !== UPLOAD && !argument.startsWith(`${UPLOAD}=`)) continue;
    const month = argument === UPLOAD ? (argv[index + 1] ?? '') : argument.slice(UPLOAD.length + 1);
    if (!Month.safeParse(month).success) return { wrong: `${UPLOAD} ${month}`.trim() };
    uploads.push(month);
  }
  return {
    isHidden: argv.includes('--hidden'),
    isHeadless: argv.includes('--headless'),
    isSync: argv.includes('--sync'),
    uploads: Month.array().parse(uploads),
  };
}

export interface FileOrder {
  readonly kind: 'backup' | 'restore';
  readonly file: string;
}

/** Null: neither is asked for. Never a passphrase: what stands here stands in the list of processes. */
export function fileOrderOf(argv: readonly string[]): FileOrder | { readonly lacksFile: string } | null {
  for (const kind of ['backup', 'restore'] as const) {
    const option = `--${kind}`;
    const index = argv.findIndex((argument) => argument === option || argument.startsWith(`${option}=`));
    if (index === -1) continue;
    const [argument = '', next = ''] = argv.slice(index);
    const file = argument === option ? next : argument.slice(option.length + 1);
    return file === '' || file.startsWith('--') ? { lacksFile: option } : { kind, file };
  }
  return null;
}
