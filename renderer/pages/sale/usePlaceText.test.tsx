// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderPart } from '../../app/renderForTest';
import { usePlaceText } from './usePlaceText';

afterEach(cleanup);

function Place({ path }: { readonly path: string }) {
  return <p>{usePlaceText()(path)}</p>;
}

it.each([
  ['lines.1.name', 'Pozycja 2, Towar lub usługa'],
  ['lines.0.price', 'Pozycja 1, Cena'],
  ['lines.0.vat.percent', 'Pozycja 1, VAT'],
  ['lines.0', 'Pozycja 1'],
  ['buyer.identity.nip', 'Nabywca, NIP'],
  ['buyer.identity', 'Nabywca'],
  ['issueDate', 'Data wystawienia'],
  ['', ''],
])('says which field %s is', async (path, text) => {
  const { container } = await renderPart(<Place path={path} />, 'pl');
  expect(container.querySelector('p')?.textContent).toBe(text);
});
