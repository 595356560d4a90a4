import { useRef, useState } from 'react';
import { IconPhoto, IconQrcode } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { Card } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { codesInImage } from './codesInImage';
import { ReceiptResult } from './ReceiptResult';
import styles from './Tills.module.css';

const icon = { size: 16, stroke: 1.5 } as const;

interface Props {
  readonly companyId: CompanyId;
  readonly text: string;
  readonly onText: (text: string) => void;
}
/** The code of a receipt, pasted or out of a picture: checked on this computer, asked of nobody. */
export function ReceiptCard({ companyId, text, onText }: Props) {
  const { t } = useTranslation('fiscal');
  const file = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<'no_picture' | 'no_code'>();
  const take = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const found = await codesInImage(chosen);
    setTrouble(found === null ? 'no_picture' : found === '' ? 'no_code' : undefined);
    if (found !== null && found !== '') onText(found);
  };
  const check = useQuery('fiscal.checkReceipt', { companyId, text }, { enabled: text.trim() !== '' });
  return (
    <Card title={t('receipt.title')} note={<IconQrcode {...icon} />}>
      <div className={styles.receipt}>
        <p className={styles.quiet}>{t('receipt.lead')}</p>
        <TextField
          label={t('receipt.text')}
          placeholder="V0;…"
          isMono
          value={text}
          onChange={(next) => {
            onText(next);
            setTrouble(undefined);
          }}
          problem={trouble === undefined ? undefined : t(`receipt.${trouble}`)}
        />
        <div>
          <input
            ref={file}
            type="file"
            hidden
            accept="image/*"
            data-testid="receipt-picture"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
          <Button icon={<IconPhoto {...icon} />} onClick={() => file.current?.click()}>
            {t('receipt.open')}
          </Button>
        </div>
        {text.trim() !== '' && <Loaded query={check}>{(result) => <ReceiptResult result={result} />}</Loaded>}
      </div>
    </Card>
  );
}
