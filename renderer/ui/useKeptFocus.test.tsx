// @vitest-environment happy-dom
import { useState } from 'react';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderPart } from '../app/renderForTest';
import { Button } from './Button';
import { SelectField, TextField } from './fields';
import { useKeptFocus } from './useKeptFocus';

afterEach(cleanup);

function Part({ withList = false }) {
  const part = useKeptFocus();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button>Elsewhere</Button>
      <div ref={part}>
        <Button>Another</Button>
        {isOpen ? (
          <form aria-label="Form">
            {withList ? (
              <SelectField label="Month" value="a" onChange={() => undefined} choices={[{ value: 'a', label: 'A' }]} />
            ) : (
              <TextField label="Name" value="" onChange={() => undefined} />
            )}
            <Button onClick={() => setOpen(false)}>Close</Button>
          </form>
        ) : (
          <Button onClick={() => setOpen(true)}>Open</Button>
        )}
      </div>
    </>
  );
}
function press(name: string): void {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
}

it('goes on in the form that took the place of its button, and back', async () => {
  await renderPart(<Part />);
  press('Open');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' })));
  press('Close');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open' })));
});

it('opens no list by going to it', async () => {
  await renderPart(<Part withList />);
  press('Open');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('form', { name: 'Form' })));
});

it('leaves alone who looks elsewhere', async () => {
  await renderPart(<Part />);
  screen.getByRole('button', { name: 'Open' }).focus();
  screen.getByRole('button', { name: 'Elsewhere' }).focus();
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  await screen.findByRole('form');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Elsewhere' }));
});
