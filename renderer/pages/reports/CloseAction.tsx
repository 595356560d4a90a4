import { CloseMonth } from '../../features/closing/CloseMonth';
import { focusTitle } from './focusTitle';
import type { ShownMonth } from './useMonth';

/** Only where nothing stands before it: what is missing stands on the overview. */
export function CloseAction({ shown: { companyId, month, closing } }: { readonly shown: ShownMonth }) {
  if (closing?.mayClose !== true || closing.closedAt !== undefined) return null;
  return <CloseMonth key={month} companyId={companyId} view={closing} isQuiet onClosed={focusTitle} />;
}
