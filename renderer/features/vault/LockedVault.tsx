import { useState } from 'react';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VaultView } from '../../../shared/contract/app';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { SecretField } from '../../ui/fields';
import { problemTexts } from '../../ui/problemTexts';
import { RichText } from '../../ui/RichText';
import { StateIcon } from '../../ui/StateIcon';
import { showToast } from '../../ui/toasts';
import { ChoosePassphrase } from './ChoosePassphrase';
import styles from './Vault.module.css';

interface Props {
  readonly vault: VaultView;
  readonly onLookAgain: () => void;
  /** Inside a page with a title of its own. */
  readonly isPart?: boolean;
}
/** Never sounds like lost data: what needs no key is all there. */
export function LockedVault({ vault, onLookAgain, isPart = false }: Props) {
  const Heading = isPart ? 'h3' : 'h1';
  const { t } = useTranslation('settings');
  const { t: tAny } = useTranslation();
  const isKeychain = vault.protectedBy === 'keychain';
  // Without one nothing that could be entered opens the sign-ins: the keychain does, or a fresh start.
  const { hasPassphrase } = vault;
  const [usesPassphrase, setUsesPassphrase] = useState(!isKeychain && hasPassphrase);
  const [startsOver, setStartsOver] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const unlock = useCommand('app.unlockVault');
  const open = async (): Promise<void> => {
    if (passphrase === '') return;
    const outcome = await unlock.run({ passphrase });
    if (!outcome.ok) return;
    setPassphrase('');
    showToast({ state: 'ok', text: t('vault.opened') });
    onLookAgain();
  };
  const kind = isKeychain ? 'keychain' : 'passphrase';
  const cause = vault.problem ? problemTexts(tAny, vault.problem) : undefined;
  const facts = [
    { id: 'probably', value: cause?.why ?? (isKeychain ? t('vault.locked.probably_keychain') : '') },
    {
      id: 'todo',
      value:
        isKeychain && !hasPassphrase
          ? t('vault.locked.todo_keychain_only')
          : (cause?.todo ?? (isKeychain ? t('vault.locked.todo_keychain') : '')),
    },
  ].filter(({ value }) => value !== '');
  const refused = unlock.problem && problemTexts(tAny, unlock.problem).what;
  return (
    <>
      <header className={styles.head}>
        <span className={styles.icon}>
          <IconLock size={24} stroke={1.5} />
        </span>
        <div>
          <Heading className={styles.title} tabIndex={-1} {...(isPart ? {} : { 'data-page-title': true })}>
            {t(`vault.locked.title_${kind}`)}
          </Heading>
          <p className={styles.lead}>{t(`vault.locked.lead_${kind}`)}</p>
        </div>
      </header>
      <dl className={styles.facts}>
        {facts.map(({ id, value }) => (
          <div key={id} className={styles.fact}>
            <dt>{t(`vault.locked.${id}`)}</dt>
            <dd>
              <RichText text={value} />
            </dd>
          </div>
        ))}
        <div className={styles.fact}>
          <dt>{t('vault.locked.safe')}</dt>
          <dd className={styles.safe}>
            <StateIcon state="ok" />
            <span>{t('vault.locked.safe_all')}</span>
          </dd>
        </div>
      </dl>
      {usesPassphrase ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <SecretField
            label={t('vault.passphrase')}
            value={passphrase}
            onChange={(value) => {
              setPassphrase(value);
              unlock.reset();
            }}
            problem={refused}
            autoFocus
          />
          <div className={styles.buttons}>
            <Button kind="primary" submits isBusy={unlock.isRunning} disabled={passphrase === ''}>
              {t('vault.unlock')}
            </Button>
            {isKeychain && <Button onClick={onLookAgain}>{t('vault.look_again')}</Button>}
          </div>
        </form>
      ) : startsOver ? (
        <ChoosePassphrase
          isChange={false}
          lead={t('vault.locked.start_over')}
          onDone={() => {
            setStartsOver(false);
            onLookAgain();
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <Button kind="primary" onClick={onLookAgain}>
            {t('vault.look_again')}
          </Button>
          {isKeychain && hasPassphrase && (
            <Button onClick={() => setUsesPassphrase(true)}>{t('vault.use_passphrase')}</Button>
          )}
          {isKeychain && !hasPassphrase && (
            <Button onClick={() => setStartsOver(true)}>{t('vault.add_passphrase')}</Button>
          )}
        </div>
      )}
    </>
  );
}
