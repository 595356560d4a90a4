// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '../../shared/errors';
import { renderPart } from '../app/renderForTest';
import { Button } from './Button';
import { ExplainedProblem } from './ExplainedProblem';
import { initialsOf } from './layout';
import { OnOff } from './OnOff';
import { Meter, ProgressBar } from './ProgressBar';
import { StateIcon, STATES } from './StateIcon';
import { Money } from './values';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('Meter', () => {
  it('shows up to 20 units as cells that can be counted', async () => {
    const { container } = await renderPart(<Meter label="Export packages" used={7} limit={20} />);
    expect(container.querySelectorAll('[data-cell]')).toHaveLength(20);
    expect(container.textContent).toContain('7 of 20');
  });
  it('shows more than 20 as one bar', async () => {
    const { container } = await renderPart(<Meter label="Downloads" used={16} limit={64} />);
    expect(container.querySelectorAll('[data-cell]')).toHaveLength(0);
    expect(container.querySelector<HTMLElement>('[data-bar]')?.style.width).toBe('25%');
  });
});

describe('ProgressBar', () => {
  it('tells readers how far it is, and nothing while nobody knows', async () => {
    await renderPart(<ProgressBar label="known" done={64} total={100} />);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('64');
    cleanup();
    await renderPart(<ProgressBar label="unknown" done={64} />);
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
  });
});

describe('OnOff', () => {
  it('says on only while it is on, and is named after what it switches', async () => {
    const changes = vi.fn();
    const { container } = await renderPart(<OnOff name="Nextcloud" value={false} onChange={changes} />);
    expect(container.textContent).toBe('Off');
    fireEvent.click(screen.getByRole('switch', { name: 'Nextcloud' }));
    expect(changes).toHaveBeenCalledWith(true);
    cleanup();
    expect((await renderPart(<OnOff name="Nextcloud" value onChange={changes} />)).container.textContent).toBe('On');
  });
});

describe('StateIcon', () => {
  it('draws every state in a shape of its own', async () => {
    const { container } = await renderPart(STATES.map((state) => <StateIcon key={state} state={state} />));
    const shapes = [...container.querySelectorAll('svg')].map((svg) => svg.innerHTML);
    expect(shapes).toHaveLength(17);
    expect(new Set(shapes).size).toBe(17);
  });
  it('is silent beside a word and named without one', async () => {
    const { container } = await renderPart([
      <StateIcon key="a" state="ok" />,
      <StateIcon key="b" state="attention" label="needs you" />,
    ]);
    expect(container.querySelector('[data-state="ok"]')?.getAttribute('aria-hidden')).toBe('true');
    expect(screen.getByRole('img', { name: 'needs you' })).toBeTruthy();
  });
});

const problem: AppError = {
  kind: 'unavailable',
  key: 'net.refused',
  params: { host: 'server.example' },
  supportId: 'K7-2F41',
  details: 'ECONNREFUSED 10.0.4.20:9000',
  retryAt: '2030-01-02T13:04:00.000Z',
};

describe('ExplainedProblem', () => {
  it.each([
    ['en', 'What to do'],
    ['pl', 'Co zrobić'],
    ['de', 'Was zu tun ist'],
    ['et', 'Mida teha'],
  ] as const)('explains itself in %s', async (language, label) => {
    await renderPart(<ExplainedProblem problem={problem} />, language);
    expect(screen.getByText(/^server\.example \S+/)).toBeTruthy();
    expect(screen.getByText(label)).toBeTruthy();
  });

  it('has four lines in order, the next automatic try among what to do', async () => {
    const { container } = await renderPart(<ExplainedProblem problem={problem} title="October did not arrive" />);
    const labels = [...container.querySelectorAll('dt')].map((each) => each.textContent);
    expect(labels).toEqual(['What happened', 'Why, probably', 'What to do', 'What is safe']);
    expect(container.querySelectorAll('dd')[2]?.textContent).toContain('Next try not before');
  });

  it('keeps codes under Details, closed, and copies them for support', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const { container } = await renderPart(
      <ExplainedProblem problem={problem} action={<Button kind="primary">Again</Button>} />,
    );
    expect(container.querySelector('details')?.hasAttribute('open')).toBe(false);
    expect(container.querySelector('dl')?.textContent).not.toContain('ECONNREFUSED');
    fireEvent.click(screen.getByText('Copy for support'));
    expect(writeText).toHaveBeenCalledWith(expect.stringContaining('support id: K7-2F41'));
    expect(writeText).toHaveBeenCalledWith(expect.stringContaining('ECONNREFUSED'));
  });

  it('draws the names of buttons as key caps', async () => {
    const one = { ...problem, key: 'sync.held_outage', params: { service: 'KSeF', said: 'works until 14:00' } };
    const { container } = await renderPart(<ExplainedProblem problem={one} />);
    expect([...container.querySelectorAll('dd kbd')].map((cap) => cap.textContent)).toEqual(['Sync now']);
    expect(container.textContent).not.toContain('`');
  });

  it('explains a key without texts by its kind', async () => {
    await renderPart(<ExplainedProblem problem={{ ...problem, kind: 'auth', key: 'provider.unheard.of' }} />);
    expect(screen.getByText('The service refused the sign-in.')).toBeTruthy();
  });
});

it.each([
  ['error.company_exists', { taxId: '526-587-76-35' }, /526-587-76-35/],
  ['connect.already_connected', { title: 'Księgarz' }, /Księgarz/],
  ['archive.disk_full', {}, /./],
] as const)('%s has texts of its own', async (key, params, what) => {
  const { container } = await renderPart(
    <ExplainedProblem problem={{ ...problem, kind: 'bug', key, params }} title="What was done" />,
  );
  const lines = [...container.querySelectorAll('dd')].map((line) => line.textContent);
  expect(lines[0]).toMatch(what);
  // The texts of the kind would be a sign that the key was looked up in the wrong file.
  expect(lines[0]).not.toBe('Kontor could not finish this.');
});

describe('small things', () => {
  it('puts the currency after the number, apart from it', async () => {
    const { container } = await renderPart(<Money amount="-861.00" currency="PLN" />, 'pl');
    expect(container.textContent).toBe('−861,00\u00a0zł');
  });
  it.each([
    ['Zielona Kuźnia', 'ZK'],
    ['Łódź', 'ŁÓ'],
    ['„Amper” sp. z o.o.', 'AS'],
  ])('letters of %s', (name, letters) => expect(initialsOf(name)).toBe(letters));
  it('a busy button cannot be pressed again', async () => {
    const onClick = vi.fn();
    await renderPart(
      <Button isBusy onClick={onClick}>
        Check
      </Button>,
    );
    fireEvent.click(screen.getByRole('button'));
    expect(onClick).not.toHaveBeenCalled();
  });
});
