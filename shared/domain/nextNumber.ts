// The number that comes after the last ones of a firm. Offered, never imposed: numbering is the firm's own.

interface Past {
  readonly number: string;
  readonly issueDate: string;
}

interface Group {
  readonly at: number;
  readonly digits: string;
}

/** Which of the groups of digits counts, and which say the year and the month. */
interface Roles {
  readonly counter: number;
  readonly year: number | null;
  readonly month: number | null;
}

/** More digits than this are an id, not a count. */
const MOST_DIGITS = 11;

const groupsOf = (number: string): readonly Group[] =>
  [...number.matchAll(/\d+/g)].map((match) => ({ at: match.index, digits: match[0] }));

/** Numbers of one pattern differ in their digits alone. */
const patternOf = (number: string): string => number.replace(/\d+/g, '0');

const digitsAt = ({ number }: Past, index: number): string => groupsOf(number)[index]?.digits ?? '';

const isYearAt = (past: Past, index: number): boolean => {
  const digits = digitsAt(past, index);
  return digits === past.issueDate.slice(0, 4) || digits === past.issueDate.slice(2, 4);
};
const isMonthAt = (past: Past, index: number): boolean => {
  const digits = digitsAt(past, index);
  return digits.length <= 2 && Number(digits) === Number(past.issueDate.slice(5, 7));
};

const mayCount = (digits: string, { issueDate }: Past): boolean =>
  digits.length <= MOST_DIGITS && digits !== issueDate.slice(0, 4);

/** Every way to read them that fits all of them. */
function readings(past: readonly Past[], groups: number): readonly Roles[] {
  const all = Array.from({ length: groups }, (_, index) => index);
  const fits = (test: (one: Past, index: number) => boolean) =>
    all.filter((index) => past.every((one) => test(one, index)));
  const found: Roles[] = [];
  for (const year of [...fits(isYearAt), null]) {
    // A month says nothing without its year.
    const months = year === null ? [] : fits(isMonthAt).filter((index) => index !== year);
    for (const month of [...months, null])
      for (const counter of all.filter((index) => index !== year && index !== month))
        if (past.every((one) => mayCount(digitsAt(one, counter), one))) found.push({ counter, year, month });
  }
  return found;
}

/** A month beside its year, four digits of it, and a count at one end are what most firms write. */
function likeliness({ number }: Past, { counter, year, month }: Roles): number {
  const groups = groupsOf(number);
  const yearPoints = year === null ? 4 : groups[year]?.digits.length === 4 ? 16 : 6;
  const isBeside = year !== null && month !== null && Math.abs(year - month) === 1;
  const isEnd = counter === 0 || counter === groups.length - 1;
  return yearPoints + (isBeside ? 8 : 0) + (isEnd ? 2 : 0) + counter / groups.length;
}

function written(number: string, changes: ReadonlyMap<number, string>): string {
  const parts: string[] = [];
  let end = 0;
  groupsOf(number).forEach(({ at, digits }, index) => {
    parts.push(number.slice(end, at), changes.get(index) ?? digits);
    end = at + digits.length;
  });
  return parts.join('') + number.slice(end);
}

/** What follows `alike` (newest first, one pattern) when they are read like this. */
function following(alike: readonly Past[], newest: Past, { counter, year, month }: Roles, issueDate: string): string {
  const isSameSeries = (one: Past): boolean =>
    groupsOf(newest.number).every(
      (group, index) => [counter, year, month].includes(index) || digitsAt(one, index) === group.digits,
    ) &&
    (year === null || one.issueDate.slice(0, 4) === issueDate.slice(0, 4)) &&
    (month === null || one.issueDate.slice(0, 7) === issueDate.slice(0, 7));
  const count = Math.max(0, ...alike.filter(isSameSeries).map((one) => Number(digitsAt(one, counter)))) + 1;
  // Zeros before the count say how wide it is written.
  const zeros = alike.map((one) => digitsAt(one, counter)).filter((digits) => /^0\d/.test(digits));
  const width = Math.max(1, ...zeros.map(({ length }) => length));
  const changes = new Map([[counter, String(count).padStart(width, '0')]]);
  if (year !== null) changes.set(year, issueDate.slice(4 - digitsAt(newest, year).length, 4));
  if (month !== null) {
    const isWide = alike.every((one) => digitsAt(one, month).length === 2);
    changes.set(month, String(Number(issueDate.slice(5, 7))).padStart(isWide ? 2 : 1, '0'));
  }
  return written(newest.number, changes);
}

/** So many of the last ones are held against what a reading would have offered for them. */
const LOOKED_BACK = 12;

/** The newest of the series that most of the last ones belong to: a number out of line begins no series. */
function newestOf(last: readonly Past[]): Past | undefined {
  const counts = new Map<string, number>();
  for (const { number } of last.slice(0, LOOKED_BACK)) {
    const pattern = patternOf(number);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return last.find(({ number }) => counts.get(patternOf(number)) === most);
}

/** `last`: newest first. Empty when nothing in the last number counts. */
export function nextNumber(last: readonly Past[], issueDate: string): string {
  const newest = newestOf(last);
  if (newest === undefined) return '';
  const alike = last.filter(({ number }) => patternOf(number) === patternOf(newest.number));
  const recent = alike.slice(0, LOOKED_BACK);
  const hits = (roles: Roles): number =>
    recent.filter((one, index) => {
      const before = alike.slice(index + 1);
      const [latest] = before;
      return latest !== undefined && following(before, latest, roles, one.issueDate) === one.number;
    }).length;
  const [best] = readings(recent, groupsOf(newest.number).length)
    .map((roles) => ({ roles, points: hits(roles) * 100 + likeliness(newest, roles) }))
    .toSorted((a, b) => b.points - a.points);
  return best === undefined ? '' : following(alike, newest, best.roles, issueDate);
}
