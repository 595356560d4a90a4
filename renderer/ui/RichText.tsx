import styles from './RichText.module.css';
import { piecesOf } from './textPieces';

/** A text with its key caps and bold words. */
export function RichText({ text }: { readonly text: string }) {
  return piecesOf(text).map((piece, index) => {
    if (piece.kind === 'cap')
      return (
        <span key={index} className={piece.after === '' ? undefined : styles.together}>
          <kbd className={styles.cap}>{piece.text}</kbd>
          {piece.after}
        </span>
      );
    return piece.kind === 'strong' ? <strong key={index}>{piece.text}</strong> : <span key={index}>{piece.text}</span>;
  });
}
