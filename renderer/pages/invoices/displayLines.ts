/** A line longer than this came without line ends; it is broken between elements, for the eye only. */
const LONG = 400;

export function displayLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => (line.length > LONG ? line.replaceAll('><', '>\n<').split('\n') : [line]));
}
