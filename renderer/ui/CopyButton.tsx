import { useEffect, useState } from 'react';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './Button';
import { StateIcon } from './StateIcon';

interface Props {
  readonly text: string;
  /** What is copied: *Copy the account number*. */
  readonly label: string;
  readonly withWord?: boolean;
  readonly kind?: 'default' | 'primary';
  readonly onCopied?: () => void;
}
export function CopyButton({ text, label, withWord = false, kind = 'default', onCopied }: Props) {
  const { t } = useTranslation('common');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      onCopied?.();
    });
  };
  const icon = isCopied ? <StateIcon state="fine" /> : <IconCopy size={16} stroke={1.5} />;
  return (
    <>
      {withWord ? (
        <Button size={kind === 'primary' ? 'sm' : 'xs'} kind={kind} icon={icon} onClick={copy}>
          {isCopied ? t('copied') : label}
        </Button>
      ) : (
        <IconButton size="xs" icon={icon} label={isCopied ? t('copied') : label} onClick={copy} />
      )}
      <span className="visually-hidden" role="status">
        {isCopied ? t('copied') : ''}
      </span>
    </>
  );
}
