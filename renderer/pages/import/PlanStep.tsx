import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportState, TakenState, type ImportView } from '../../../shared/contract/imports';
import { Tag as TagText } from '../../../shared/domain/dateRange';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SwitchField, TextField } from '../../ui/fields';
import { useFormats } from '../../ui/formatsContext';
import { PageTitle } from '../../ui/layout';
import { FillPage } from '../../ui/Page';
import { StateIcon, type State } from '../../ui/StateIcon';
import { Count } from '../../ui/values';
import styles from './Import.module.css';
import { PlanRows } from './PlanRows';

const SHAPES: Readonly<Record<ImportState, State>> = {
  new: 'due',
  elsewhere: 'only_left',
  changed: 'differs',
  known: 'fine',
  unreadable: 'attention',
};

interface Props {
  readonly view: ImportView;
  readonly onLeave: () => void;
}
/** What is new and what is here already; what of it is stored is said here. */
export function PlanStep({ view, onLeave }: Props) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const panelId = useId();
  const { counts } = view;
  const [list, setList] = useState<ImportState>(ImportState.options.find((state) => counts[state] > 0) ?? 'new');
  const [take, setTake] = useState<ReadonlySet<ImportState>>(new Set(['new', 'changed']));
  const [except, setExcept] = useState<ReadonlyMap<string, ImportState>>(new Map());
  const [tag, setTag] = useState('');
  const confirm = useCommand('imports.confirm');
  const back = useCommand('imports.back');
  const isTagFine = tag.trim() === '' || TagText.safeParse(tag).success;
  const chosen = TakenState.options.filter((state) => take.has(state) && counts[state] > 0);
  const left = [...except.values()].filter((state) => take.has(state)).length;
  const count = chosen.reduce((sum, state) => sum + counts[state], 0) - left;
  const store = async (): Promise<void> => {
    if (!isTagFine || count === 0) return;
    const word = tag.trim();
    const choice = {
      importId: view.id,
      take: chosen,
      except: [...except.keys()],
      ...(word === '' ? {} : { tag: word }),
    };
    const outcome = await confirm.run(choice);
    if (outcome.ok) go({ place: 'activity', runId: outcome.value.runId });
  };
  const isAnything = TakenState.options.some((state) => counts[state] > 0);
  const taken = TakenState.safeParse(list).data;
  return (
    <FillPage>
      <div className={styles.planHead}>
        <PageTitle
          title={t(counts.new === 0 ? 'plan.nothing_new' : 'plan.title', {
            count: counts.new,
            shown: formats.count(counts.new),
            files: view.files.join(', '),
          })}
          subtitle={t('nothing_yet')}
          actions={
            <>
              <Button onClick={onLeave}>{t('leave')}</Button>
              {view.tables.length > 0 && (
                <Button isBusy={back.isRunning} onClick={() => void back.run({ importId: view.id })}>
                  {t('plan.columns')}
                </Button>
              )}
              {isAnything && (
                <Button kind="primary" disabled={count === 0} isBusy={confirm.isRunning} onClick={() => void store()}>
                  {t('plan.store', { count, shown: formats.count(count) })}
                </Button>
              )}
            </>
          }
        />
        {confirm.problem && <ExplainedProblem problem={confirm.problem} />}
      </div>
      <Tabs counts={counts} list={list} panelId={panelId} onList={setList} />
      <div className={styles.choice}>
        {taken === undefined ? (
          <p className={styles.hint}>{t(`plan.hint.${list}`)}</p>
        ) : (
          <SwitchField
            label={t(`plan.take.${taken}`)}
            value={take.has(taken)}
            isDisabled={counts[taken] === 0}
            onChange={(isOn) => setTake((before) => (isOn ? new Set([...before, taken]) : without(before, taken)))}
          />
        )}
        {isAnything && (
          <div className={styles.tag}>
            <TextField
              label={t('plan.tag')}
              value={tag}
              onChange={setTag}
              problem={isTagFine ? undefined : t('plan.tag_wrong')}
            />
          </div>
        )}
      </div>
      <section id={panelId} role="tabpanel" aria-label={t(`state.${list}`)} className={styles.panel}>
        <PlanRows
          key={list}
          view={view}
          state={list}
          isTaken={take.has(list)}
          except={except}
          onToggle={(key) => setExcept((before) => toggled(before, key, list))}
        />
      </section>
    </FillPage>
  );
}

const without = <T,>(set: ReadonlySet<T>, item: T): ReadonlySet<T> => new Set([...set].filter((each) => each !== item));

function toggled(
  before: ReadonlyMap<string, ImportState>,
  key: string,
  state: ImportState,
): ReadonlyMap<string, ImportState> {
  const next = new Map(before);
  if (!next.delete(key)) next.set(key, state);
  return next;
}

interface TabsProps {
  readonly counts: ImportView['counts'];
  readonly list: ImportState;
  readonly panelId: string;
  readonly onList: (list: ImportState) => void;
}
function Tabs({ counts, list, panelId, onList }: TabsProps) {
  const { t } = useTranslation('imports');
  const all = ImportState.options;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = all[(all.indexOf(list) + step + all.length) % all.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onList(next);
    document.getElementById(`import-${next}`)?.focus();
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('plan.lists')} onKeyDown={onKeyDown}>
      {all.map((state) => (
        <button
          key={state}
          id={`import-${state}`}
          type="button"
          role="tab"
          aria-selected={state === list}
          aria-controls={panelId}
          tabIndex={state === list ? 0 : -1}
          className={styles.tab}
          onClick={() => onList(state)}
        >
          <StateIcon state={SHAPES[state]} />
          <span>{t(`state.${state}`)}</span>
          <span className={styles.badge}>
            <Count value={counts[state]} />
          </span>
        </button>
      ))}
    </div>
  );
}
