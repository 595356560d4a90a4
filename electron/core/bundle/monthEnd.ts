// The time that stands in everything of a bundle: its month's last day, so that the same bundle has the same bytes whenever it is built.

export function monthEnd(month: string): Date {
  const [year = 0, no = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, no, 0));
}
