import type { KeyboardEvent } from 'react';
import type { ProviderView } from '../../../shared/contract/providers';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { useProviderText } from './providerTexts';
import styles from './Service.module.css';

/** Arrow keys walk through all tiles of the screen, as in any group of choices. */
export function walkRadios(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  const next = all[(at + step + all.length) % all.length];
  next?.focus();
  next?.click();
}

interface Props {
  readonly name: string;
  readonly providers: readonly ProviderView[];
  readonly chosenId: string | undefined;
  /** The tile that Tab reaches while none is chosen. */
  readonly firstId: string | undefined;
  readonly onChoose: (provider: ProviderView) => void;
  readonly onContinue: (provider: ProviderView) => void;
}
export function TileGroup({ name, providers, chosenId, firstId, onChoose, onContinue }: Props) {
  return (
    <div className={styles.group}>
      <h2 className={styles.groupName}>{name}</h2>
      <div className={styles.tiles}>
        {providers.map((provider) => (
          <ServiceTile
            key={provider.id}
            provider={provider}
            isChosen={provider.id === chosenId}
            isReachable={provider.id === (chosenId ?? firstId)}
            onChoose={() => onChoose(provider)}
            onContinue={() => onContinue(provider)}
          />
        ))}
      </div>
    </div>
  );
}

interface TileProps {
  readonly provider: ProviderView;
  readonly isChosen: boolean;
  readonly isReachable: boolean;
  readonly onChoose: () => void;
  readonly onContinue: () => void;
}
function ServiceTile({ provider, isChosen, isReachable, onChoose, onContinue }: TileProps) {
  const text = useProviderText(provider.id);
  return (
    <button
      type="button"
      role="radio"
      className={styles.tile}
      aria-checked={isChosen}
      tabIndex={isReachable ? 0 : -1}
      onClick={onChoose}
      onDoubleClick={onContinue}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isChosen) {
          event.preventDefault();
          onContinue();
        }
      }}
    >
      <ProviderTile letters={provider.letters} />
      <span className={styles.tileText}>
        <span className={styles.name}>{provider.name}</span>
        <span className={styles.reads}>{text('tile.reads')}</span>
        <span className={styles.never}>{text('tile.never')}</span>
      </span>
      {isChosen && (
        <span className={styles.mark}>
          <StateIcon state="ok" />
        </span>
      )}
    </button>
  );
}
