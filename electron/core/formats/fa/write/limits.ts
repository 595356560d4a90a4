/** Without an attachment; a megabyte is a million bytes here (dossier ksef §5.7). */
export const MAX_BYTES = 1_000_000;
