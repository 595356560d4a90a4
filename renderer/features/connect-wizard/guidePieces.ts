// Guide texts: `backticks` become key caps, **stars** become bold, `›` between caps stays as it is.

export type Piece = { readonly kind: 'text' | 'cap' | 'strong'; readonly text: string };

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /`([^`]+)`|\*\*([^*]+)\*\*/.exec(rest);
    if (!match) break;
    if (match.index > 0) pieces.push({ kind: 'text', text: rest.slice(0, match.index) });
    pieces.push(match[1] === undefined ? { kind: 'strong', text: match[2] ?? '' } : { kind: 'cap', text: match[1] });
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') pieces.push({ kind: 'text', text: rest });
  return pieces;
}
