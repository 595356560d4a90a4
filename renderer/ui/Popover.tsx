import type { ReactElement, ReactNode } from 'react';
import { Popover as MantinePopover } from '@mantine/core';
import styles from './floating.module.css';

interface Props {
  readonly trigger: ReactElement;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
  readonly width?: number;
  readonly align?: 'start' | 'end';
  readonly label: string;
}
export function Popover({ trigger, isOpen, onChange, children, width = 360, align = 'end', label }: Props) {
  return (
    <MantinePopover
      opened={isOpen}
      onChange={onChange}
      position={`bottom-${align}`}
      width={width}
      offset={6}
      trapFocus
      returnFocus
      transitionProps={{ duration: 160, transition: 'fade' }}
      classNames={{ dropdown: styles.panel ?? '' }}
    >
      <MantinePopover.Target>{trigger}</MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label}>{children}</MantinePopover.Dropdown>
    </MantinePopover>
  );
}
