import { useTranslation } from 'react-i18next';
import { platform } from '../bridge/bridge';
import { useShell } from '../stores/shell';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/layout';
import styles from './ShortcutsOverlay.module.css';

const GROUPS: readonly { readonly id: string; readonly keys: readonly (readonly [string, readonly string[]])[] }[] = [
  {
    id: 'everywhere',
    keys: [
      ['search', ['mod', 'K']],
      ['places', ['mod', '1 … 6']],
      ['settings', ['mod', ',']],
      ['help', ['?']],
    ],
  },
  {
    id: 'lists',
    keys: [
      ['move', ['↑', '↓']],
      ['page', ['page_up', 'page_down']],
      ['ends', ['home', 'end']],
      ['open', ['Enter']],
      ['mark', ['space']],
      ['print', ['mod', 'P']],
      ['close', ['Esc']],
    ],
  },
  {
    id: 'reconciling',
    keys: [
      ['link', ['L']],
      ['apart', ['K']],
      ['explain', ['E']],
      ['undo', ['U']],
    ],
  },
  {
    id: 'chart',
    keys: [
      ['months', ['←', '→']],
      ['table', ['T']],
    ],
  },
];

/** Keys that are called otherwise on other keyboards. */
const NAMED = ['page_up', 'page_down', 'home', 'end', 'space'] as const;

export function ShortcutsOverlay() {
  const { t } = useTranslation('shell');
  const isOpen = useShell((state) => state.isShortcutsOpen);
  const setOpen = useShell((state) => state.setShortcuts);
  const word = (key: string): string => {
    if (key === 'mod') return platform() === 'darwin' ? '⌘' : t('shortcuts.ctrl');
    return NAMED.find((name) => name === key) === undefined ? key : t(`shortcuts.key_${key as (typeof NAMED)[number]}`);
  };
  return (
    <Dialog title={t('shortcuts.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
      <dl className={styles.list}>
        {GROUPS.flatMap((group) => [
          <dt key={group.id} className={styles.heading}>
            {t(`shortcuts.${group.id}`)}
          </dt>,
          ...group.keys.flatMap(([id, keys]) => [
            <dt key={id}>{t(`shortcuts.${id}`)}</dt>,
            <dd key={`${id}-keys`}>
              {keys.map((key) => (
                <Kbd key={key}>{word(key)}</Kbd>
              ))}
            </dd>,
          ]),
        ])}
      </dl>
    </Dialog>
  );
}
