// Marks in texts: `backticks` become key caps, *stars* name something on the screen and **two stars** stress it, both bold.

export type Piece =
  | { readonly kind: 'text' | 'strong'; readonly text: string }
  /** `after`: what is written right behind it, and stays on its line. */
  | { readonly kind: 'cap'; readonly text: string; readonly after: string };

// A star with a space inside of it is a star: 3 * 4 * 5.
const MARK = /`([^`]+)`([.,;:)?!]*)|\*\*([^*]+)\*\*|\*(?! )([^*]+)(?<! )\*/;

const STAND_INS = { '*': '\uE000', '`': '\uE001' } as const;
const stars = (text: string): string => text.replaceAll(STAND_INS['*'], '*').replaceAll(STAND_INS['`'], '`');

/** What is put into a text, such as the name of a file: its stars and backticks are no marks. */
export const asWritten = (value: string): string => value.replace(/[*`]/g, (mark) => STAND_INS[mark as '*' | '`']);

export function piecesOf(text: string): readonly Piece[] {
  return marked(text).map((piece) => ({ ...piece, text: stars(piece.text) }));
}

function marked(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  while (rest !== '') {
    const match = MARK.exec(rest);
    if (!match) break;
    if (match.index > 0) pieces.push({ kind: 'text', text: rest.slice(0, match.index) });
    const [all, cap, after = '', stressed, named] = match;
    pieces.push(
      cap === undefined ? { kind: 'strong', text: stressed ?? named ?? '' } : { kind: 'cap', text: cap, after },
    );
    rest = rest.slice(match.index + all.length);
  }
  if (rest !== '') pieces.push({ kind: 'text', text: rest });
  return pieces;
}

/** For places that draw no marks: a line in a list, a toast, a name for readers with ears. */
export function plainText(text: string): string {
  return piecesOf(text)
    .map((piece) => (piece.kind === 'cap' ? piece.text + piece.after : piece.text))
    .join('');
}
