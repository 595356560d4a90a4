// Names inside the folder of an import.

const numbered = (word: string, page: number): string => `${word}-${String(page).padStart(6, '0')}.jsonl`;

/** Documents as they were read. */
export const candidatePage = (page: number): string => numbered('read', page);
/** The same with what is known of them. */
export const plannedPage = (page: number): string => numbered('page', page);
/** Rows of one state, for the screen. */
export const rowsOf = (state: string): string => `rows-${state}.jsonl`;
export const ORDER = 'order.json';

/** A folder in the spool of the connection: confirmed, to be stored. */
export const CONFIRMED = /^import-[0-9a-f-]{36}$/;
export const confirmedFolder = (id: string): string => `import-${id}`;
/** A folder in the spool's root: nobody has confirmed it. */
export const STAGING = /^staging-[0-9a-f-]{36}$/;
export const stagingFolder = (id: string): string => `staging-${id}`;
