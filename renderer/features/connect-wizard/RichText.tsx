import { piecesOf } from './guidePieces';
import styles from './Wizard.module.css';

/** A text of a provider with its key caps and bold words. */
export function RichText({ text }: { readonly text: string }) {
  return piecesOf(text).map((piece, index) => {
    if (piece.kind === 'cap')
      return (
        <kbd key={index} className={styles.cap}>
          {piece.text}
        </kbd>
      );
    if (piece.kind === 'strong') return <strong key={index}>{piece.text}</strong>;
    return <span key={index}>{piece.text}</span>;
  });
}
