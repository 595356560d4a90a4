/** A line longer than this came without line ends; it is broken between elements, for the eye only. */
const LONG = 400;
/** Between two elements of XML, and before a member or an object of JSON. */
const BETWEEN = /(?<=>)(?=<)|(?<=[,{[])(?=["{[])/g;

export function displayLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => (line.length > LONG ? line.replaceAll(BETWEEN, '\n').split('\n') : [line]));
}
