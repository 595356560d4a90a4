import type { ReactElement, ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { StateIcon } from './StateIcon';
import styles from './floating.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly icon?: ReactNode;
  /** Present in a menu that chooses one of several: the chosen one has a tick. */
  readonly isChosen?: boolean;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** Starts a new group; with text, the group has a heading. */
  readonly group?: string;
  readonly onSelect: () => void;
}
interface Props {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
  readonly width?: number | 'target';
  readonly label?: string;
}

export function ActionMenu({ trigger, items, align = 'start', width, label }: Props) {
  return (
    <Menu
      position={`bottom-${align}`}
      offset={4}
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ dropdown: styles.menu ?? '', item: styles.item ?? '' }}
      {...(width === undefined ? {} : { width })}
      withinPortal
      loop
    >
      <Menu.Target>{trigger}</Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {items.map((item, index) => {
          const startsGroup = item.group !== undefined && item.group !== items[index - 1]?.group;
          return (
            <div key={item.id} role="none">
              {startsGroup && index > 0 && <div className={styles.divider} aria-hidden />}
              {startsGroup && item.group.trim() !== '' && (
                <div className={styles.heading} role="presentation">
                  {item.group}
                </div>
              )}
              <Menu.Item
                onClick={item.onSelect}
                disabled={item.isDisabled ?? false}
                className={item.isDanger === true ? (styles.danger ?? '') : ''}
                leftSection={
                  item.isChosen === undefined ? (
                    item.icon
                  ) : (
                    <span className={styles.check}>{item.isChosen && <StateIcon state="fine" />}</span>
                  )
                }
                rightSection={item.note === undefined ? undefined : <span className={styles.note}>{item.note}</span>}
                {...(item.isChosen === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.isChosen })}
              >
                {item.label}
              </Menu.Item>
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
