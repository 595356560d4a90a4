// Files inside an invoice come from outside. Only what shows itself and runs nothing is handed to the system's own program; others are saved.
const SHOWN = new Set(['pdf', 'png', 'jpg', 'jpeg', 'txt', 'csv', 'xlsx', 'ods']);

/** By the end of its name: that decides which program the system takes. */
export function mayBeOpened(name: string): boolean {
  return SHOWN.has(/\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '');
}
