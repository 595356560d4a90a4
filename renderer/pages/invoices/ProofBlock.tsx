import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hasKsefNumberShape } from '../../../shared/domain/ksefNumber';
import { toldRemoteNumber } from '../../../shared/domain/remoteNumber';
import type { CallOutput } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import { LinkButton } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { useFormats } from '../../ui/formatsContext';
import { QrCode } from '../../ui/QrCode';
import { StateLabel } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import styles from './Pane.module.css';

/** That this is the original: the check link, the number the state gave it, the checksum of the bytes. */
export function ProofBlock({ detail }: { readonly detail: CallOutput<'invoices.get'> }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const open = useCommand('app.openExternal');
  const { checkLink, sha256, isUnchanged } = detail;
  const remoteNumber = toldRemoteNumber(detail.remoteNumber, detail.row.number);
  const isOfRegister = remoteNumber !== undefined && hasKsefNumberShape(remoteNumber);
  const short = `${sha256.slice(0, 18)}…${sha256.slice(-12)}`;
  return (
    <section className={styles.section}>
      <div className={styles.proof}>
        {checkLink !== undefined && (
          <div className={styles.qr}>
            <QrCode text={checkLink} size={96} label={t('proof.qr')} />
          </div>
        )}
        <div className={styles.proofText}>
          <div className={styles.proofHead}>
            <StateLabel state={isUnchanged ? 'ok' : 'stopped'}>
              {t(isUnchanged ? 'proof.unchanged' : 'proof.changed')}
            </StateLabel>
            <span className={styles.note}>{t('proof.just_now', { size: formats.bytes(detail.bytes) })}</span>
          </div>
          {remoteNumber !== undefined && (
            <div className={styles.id}>
              <div className={styles.idText}>
                <span>{t(isOfRegister ? 'proof.remote_number' : 'proof.source_number')}</span>
                <Mono>{remoteNumber}</Mono>
              </div>
              <CopyButton
                text={remoteNumber}
                label={t(isOfRegister ? 'proof.copy_number' : 'proof.copy_source_number')}
              />
            </div>
          )}
          <div className={styles.id}>
            <div className={styles.idText}>
              <span>SHA-256</span>
              <Mono title={sha256}>{short}</Mono>
            </div>
            <CopyButton text={sha256} label={t('proof.copy_sha')} />
          </div>
          {checkLink !== undefined && (
            <div>
              <LinkButton onClick={() => void open.run({ url: checkLink })}>
                {t('proof.open_check')} <IconExternalLink size={14} stroke={1.5} style={{ verticalAlign: -2 }} />
              </LinkButton>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
