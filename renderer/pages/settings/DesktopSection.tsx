import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopSettings } from '../../../shared/contract/desktop';
import { WallTime } from '../../../shared/domain/schedule/rule';
import type { CallOutput } from '../../bridge/bridge';
import { useCommand, useQuery } from '../../bridge/hooks';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Segmented, TextField } from '../../ui/fields';
import { Loaded } from '../../ui/Loading';
import { OnOff } from '../../ui/OnOff';
import { Line, Section } from './Section';
import styles from './Settings.module.css';

/** What Kontor does outside its window, on this computer. */
export function DesktopSection() {
  const { t } = useTranslation('settings');
  const settings = useQuery('desktop.settings', undefined);
  return (
    <Section title={t('desktop.heading')} id="desktop">
      <Loaded query={settings}>{(known) => <Lines known={known} />}</Loaded>
    </Section>
  );
}

/** kB a second: half of a line with 8 Mbit/s up. */
const USUAL_LIMIT = 500;
const NIGHT = { from: '20:00', to: '07:00' };

function Lines({ known }: { readonly known: CallOutput<'desktop.settings'> }) {
  const { t } = useTranslation('settings');
  const save = useCommand('desktop.save');
  const { hasTray, ...kept } = known;
  // A second click counts on the first, which may still be on its way.
  const [wanted, setWanted] = useState<DesktopSettings>(kept);
  const settings = save.problem ? kept : wanted;
  const change = (part: { [K in keyof DesktopSettings]?: DesktopSettings[K] | undefined }): void => {
    const { quiet, uploadLimit, ...next } = { ...settings, ...part };
    const whole = {
      ...next,
      ...(quiet === undefined ? {} : { quiet }),
      ...(uploadLimit === undefined ? {} : { uploadLimit }),
    } as DesktopSettings;
    setWanted(whole);
    void save.run(whole);
  };
  return (
    <>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      <Line label={t('desktop.autostart')} note={t(hasTray ? 'desktop.autostart_note' : 'desktop.no_tray_note')}>
        <OnOff
          name={t('desktop.autostart')}
          value={settings.isAutostart}
          onChange={(isAutostart) => change({ isAutostart })}
        />
      </Line>
      <Line
        label={t('desktop.uploads')}
        note={t(settings.uploadLimit === undefined ? 'desktop.uploads_free' : 'desktop.uploads_note')}
      >
        {settings.uploadLimit !== undefined && (
          <LimitField limit={settings.uploadLimit} onChange={(uploadLimit) => change({ uploadLimit })} />
        )}
        <OnOff
          name={t('desktop.uploads')}
          value={settings.uploadLimit !== undefined}
          onChange={(isOn) => change({ uploadLimit: isOn ? USUAL_LIMIT : undefined })}
        />
      </Line>
      <Line label={t('desktop.notify')} note={t(`desktop.notify_note.${settings.notify}`)}>
        <Segmented
          label={t('desktop.notify')}
          value={settings.notify}
          onChange={(notify) => change({ notify })}
          choices={(['problems', 'all', 'off'] as const).map((value) => ({
            value,
            label: t(`desktop.notify_choice.${value}`),
          }))}
        />
      </Line>
      {settings.notify !== 'off' && (
        <Line label={t('desktop.quiet')} note={t('desktop.quiet_note')}>
          {settings.quiet && <QuietHours quiet={settings.quiet} onChange={(quiet) => change({ quiet })} />}
          <OnOff
            name={t('desktop.quiet')}
            value={settings.quiet !== undefined}
            onChange={(isOn) => change({ quiet: isOn ? NIGHT : undefined })}
          />
        </Line>
      )}
    </>
  );
}

function LimitField({ limit, onChange }: { readonly limit: number; readonly onChange: (limit: number) => void }) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState(String(limit));
  const wanted = /^\d{1,8}$/.test(typed) ? Number(typed) : 0;
  const isFine = wanted >= 10 && wanted <= 10_000_000;
  const save = (): void => {
    if (isFine && wanted !== limit) onChange(wanted);
  };
  return (
    <form
      className={styles.quiet}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={t('desktop.uploads_unit')}
        value={typed}
        onChange={setTyped}
        onBlur={save}
        problem={isFine ? undefined : t('desktop.uploads_wrong')}
      />
      <button type="submit" hidden aria-hidden tabIndex={-1} />
    </form>
  );
}

type Quiet = NonNullable<DesktopSettings['quiet']>;

function QuietHours({ quiet, onChange }: { readonly quiet: Quiet; readonly onChange: (quiet: Quiet) => void }) {
  const { t } = useTranslation('settings');
  const [times, setTimes] = useState(quiet);
  const isTime = (text: string): boolean => WallTime.safeParse(text).success;
  const save = (): void => {
    const isChanged = times.from !== quiet.from || times.to !== quiet.to;
    if (isTime(times.from) && isTime(times.to) && isChanged) onChange(times);
  };
  return (
    <form
      className={styles.quiet}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={t(`desktop.quiet_${end}`)}
          value={times[end]}
          onChange={(text) => setTimes({ ...times, [end]: text })}
          onBlur={save}
          problem={isTime(times[end]) ? undefined : t('desktop.time_wrong')}
        />
      ))}
      <button type="submit" hidden aria-hidden tabIndex={-1} />
    </form>
  );
}
