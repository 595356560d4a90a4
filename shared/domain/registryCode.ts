// Codes of company registers. A pass means plausible, not that somebody has this code; a failure is a warning, never a refusal:
// the service's own examples fail.
import { weightedSum } from './checkDigits';

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7];
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9];

/** Estonian registry code: companies begin with 1, state and schools with 7, associations with 8, foundations with 9. */
export function isEstonianRegistryCode(text: string): boolean {
  if (!/^[1789]\d{7}$/.test(text)) return false;
  const first = weightedSum(text, FIRST_WEIGHTS) % 11;
  const check = first < 10 ? first : (weightedSum(text, SECOND_WEIGHTS) % 11) % 10;
  return check === Number(text[7]);
}

const REGON_WEIGHTS = [8, 9, 2, 3, 4, 5, 6, 7];
const LONG_REGON_WEIGHTS = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

/** REGON of a Polish firm (9 digits) or of one of its units (14, whose first nine are the firm's). */
export function isRegon(text: string): boolean {
  if (!/^(?:\d{9}|\d{14})$/.test(text) || /^0+$/.test(text)) return false;
  if ((weightedSum(text, REGON_WEIGHTS) % 11) % 10 !== Number(text[8])) return false;
  return text.length === 9 || (weightedSum(text, LONG_REGON_WEIGHTS) % 11) % 10 === Number(text[13]);
}
