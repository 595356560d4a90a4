import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreView } from '../../../shared/contract/app';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Loaded } from '../../ui/Loading';
import { StateLabel } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import { Line, Section } from './Section';
import { StoreMove } from './StoreMove';
import styles from './Settings.module.css';
import { useAskedSection } from './useAskedSection';

/** Where connections are kept: a file of this computer, or a server that several share. */
export function StoreSection() {
  const { t } = useTranslation('settings');
  const store = useQuery('app.store', undefined);
  const place = useAskedSection('store', store.data !== undefined);
  return (
    <div ref={place} data-store>
      <Section title={t('store.heading')}>
        <Loaded query={store} rows={2}>
          {(view) => <Store view={view} />}
        </Loaded>
      </Section>
    </div>
  );
}

function Store({ view }: { readonly view: StoreView }) {
  const { t } = useTranslation('settings');
  const [isMoving, setMoving] = useState(false);
  const back = useCommand('app.moveStoreToFile');
  const isFile = view.engine === 'sqlite';
  const vault = useQuery('app.vault', undefined).data;
  const isAlone = !isFile && vault?.protectedBy === 'keychain' && !vault.hasPassphrase;
  return (
    <>
      {view.problem && <ExplainedProblem problem={view.problem} tone="warn" />}
      {back.problem && <ExplainedProblem problem={back.problem} />}
      <Line
        label={t(`store.engine.${view.engine}`)}
        note={
          <>
            <Mono>{view.shown}</Mono>
            <br />
            {t(view.isFixed ? 'store.fixed' : isFile ? 'store.file_note' : 'store.server_note')}
            {isAlone && <StateLabel state="attention">{t('store.server_alone')}</StateLabel>}
          </>
        }
      >
        {!view.isFixed && isFile && !isMoving && <Button onClick={() => setMoving(true)}>{t('store.move')}</Button>}
        {!view.isFixed && !isFile && (
          <Button isBusy={back.isRunning} onClick={() => void back.run(undefined)}>
            {t('store.back')}
          </Button>
        )}
      </Line>
      {isMoving && (
        <div className={styles.panel}>
          <StoreMove onClose={() => setMoving(false)} />
        </div>
      )}
    </>
  );
}
