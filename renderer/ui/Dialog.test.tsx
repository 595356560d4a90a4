// @vitest-environment happy-dom
import { useState } from 'react';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderPart } from '../app/renderForTest';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ActionMenu } from './Menu';

afterEach(cleanup);

/** As most places do it: the dialog is there only while it is open. */
function Place({ inMenu = false, goesToo = false }) {
  const [isOpen, setOpen] = useState(false);
  const [isGone, setGone] = useState(false);
  const open = (): void => setOpen(true);
  const close = (): void => {
    setOpen(false);
    setGone(goesToo);
  };
  return (
    <>
      <h1 tabIndex={-1} data-page-title>
        Place
      </h1>
      {!inMenu && !isGone && <Button onClick={open}>Open</Button>}
      {inMenu && <ActionMenu trigger={<Button>More</Button>} items={[{ id: 'open', label: 'Open', onSelect: open }]} />}
      {isOpen && (
        <Dialog title="Question" isOpen onClose={close}>
          <Button onClick={close}>Done</Button>
        </Dialog>
      )}
    </>
  );
}

async function openAndClose(): Promise<void> {
  const button = await screen.findByRole('button', { name: 'Open' });
  button.focus();
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole('button', { name: 'Done' }));
}
const focused = () => (document.activeElement === document.body ? null : document.activeElement?.textContent);

it('gives the keyboard back to the button that opened it', async () => {
  await renderPart(<Place />);
  await openAndClose();
  await waitFor(() => expect(focused()).toBe('Open'));
});

it('gives it to the button of the menu, whose items are gone', async () => {
  await renderPart(<Place inMenu />);
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  const item = await screen.findByRole('menuitem', { name: 'Open' });
  item.focus();
  fireEvent.click(item);
  await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: 'Done' }));
  await waitFor(() => expect(focused()).toBe('More'));
});

it('gives it to the title of the page where the button went with it', async () => {
  await renderPart(<Place goesToo />);
  await openAndClose();
  await waitFor(() => expect(focused()).toBe('Place'));
});
