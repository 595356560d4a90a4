import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SalesVat } from '../../../shared/domain/salesInvoice';

/** A way of taxing in a few words: `23%`, `exempt`, `OSS 19%`. */
export function useVatText(): (vat: SalesVat) => string {
  const { t } = useTranslation('selling');
  return useCallback(
    (vat) => {
      if (vat.treatment === 'taxed') return `${vat.percent}%`;
      const word = t(`vat.${vat.treatment}`);
      return vat.treatment === 'oss' && vat.percent !== '' ? `${word} ${vat.percent}%` : word;
    },
    [t],
  );
}
