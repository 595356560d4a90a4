import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './Button.module.css';
import { StateIcon } from './StateIcon';
import { Tooltip } from './Tooltip';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  /** One `primary` on a screen, named after its effect. */
  readonly kind?: 'primary' | 'default' | 'quiet' | 'danger';
  readonly size?: 'sm' | 'xs';
  readonly icon?: ReactNode;
  readonly iconAfter?: ReactNode;
  /** Work that this button started is under way: it cannot be pressed again. */
  readonly isBusy?: boolean;
  readonly submits?: boolean;
}

export function Button({
  kind = 'default',
  size = 'sm',
  icon,
  iconAfter,
  isBusy = false,
  submits = false,
  className = '',
  children,
  disabled = false,
  ...rest
}: ButtonProps) {
  const classes = [styles.button, styles[kind], size === 'xs' ? styles.xs : '', className].join(' ');
  return (
    <button
      {...rest}
      type={submits ? 'submit' : 'button'}
      className={classes}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <StateIcon state="running" /> : icon}
      {children}
      {iconAfter}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type' | 'children'> {
  /** Name for readers and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'sm' | 'xs';
  readonly isBordered?: boolean;
}
/** Only for close, copy, more and window controls; everything else has a word. */
export function IconButton({ label, icon, size = 'sm', isBordered = false, className = '', ...rest }: IconButtonProps) {
  const classes = [
    styles.button,
    styles.icon,
    size === 'xs' ? styles.xs : '',
    isBordered ? styles.bordered : '',
    className,
  ];
  return (
    <Tooltip label={label}>
      <button {...rest} type="button" className={classes.join(' ')} aria-label={label}>
        {icon}
      </button>
    </Tooltip>
  );
}

/** Looks like a link, does something here; `Replace the key`. */
export function LinkButton({ className = '', ...rest }: Omit<ComponentPropsWithRef<'button'>, 'type'>) {
  return <button {...rest} type="button" className={`${styles.link} ${className}`} />;
}
