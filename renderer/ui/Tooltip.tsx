import type { ReactElement, ReactNode } from 'react';
import { Tooltip as MantineTooltip } from '@mantine/core';
import styles from './floating.module.css';

interface Props {
  readonly label: ReactNode;
  readonly children: ReactElement;
  readonly side?: 'top' | 'bottom' | 'right' | 'left';
  readonly isDisabled?: boolean;
}
export function Tooltip({ label, children, side = 'bottom', isDisabled = false }: Props) {
  return (
    <MantineTooltip
      label={label}
      position={side}
      openDelay={300}
      disabled={isDisabled}
      offset={6}
      transitionProps={{ duration: 120, transition: 'fade' }}
      events={{ hover: true, focus: true, touch: false }}
      classNames={{ tooltip: styles.tooltip ?? '' }}
      multiline
      maw={320}
    >
      {children}
    </MantineTooltip>
  );
}
