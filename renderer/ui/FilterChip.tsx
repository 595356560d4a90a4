import type { ReactNode } from 'react';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { ActionMenu, type MenuItem } from './Menu';
import styles from './FilterChip.module.css';

interface Props {
  /** `Source: all` at rest, its title when it narrows. */
  readonly label: ReactNode;
  readonly isActive: boolean;
  readonly items: readonly MenuItem[];
  readonly clearLabel: string;
  readonly onClear: () => void;
}
/** A filter with a menu: grey at rest, tinted with a cross when it narrows the list. */
export function FilterChip({ label, isActive, items, clearLabel, onClear }: Props) {
  const chip = (
    <button type="button" className={`${styles.chip} ${isActive ? styles.active : ''}`}>
      <span className={styles.text}>{label}</span>
      {!isActive && <IconChevronDown size={14} stroke={1.5} />}
    </button>
  );
  const menu = <ActionMenu trigger={chip} items={items} />;
  if (!isActive) return menu;
  return (
    <span className={styles.group}>
      {menu}
      <button type="button" className={styles.clear} aria-label={clearLabel} title={clearLabel} onClick={onClear}>
        <IconX size={14} stroke={1.5} />
      </button>
    </span>
  );
}

interface ToggleProps {
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}
export function ToggleChip({ label, icon, isOn, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      className={`${styles.chip} ${isOn ? styles.active : ''}`}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      {icon}
      <span className={styles.text}>{label}</span>
    </button>
  );
}
