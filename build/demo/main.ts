// The demo: a real window, the demo company, the main job from the first click to the receipt. Prints what it did; saves pictures.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hasDisplay } from '../launch/display.ts';
import { openDemoApp } from './openDemoApp.ts';
import { changeToCertificate, pictureEachKind, sendOneInvoice } from './ksef.ts';
import { takePictures } from './pictures.ts';
import { pictureTray } from './tray.ts';
import { connectAndSync, demoCompany, sendOne, uploadLastMonth } from './steps.ts';
import { tillMonth } from './till.ts';

const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    /** As on a desktop that shows no symbols. */
    'no-panel': { type: 'boolean', default: false },
    json: { type: 'string' },
    pictures: { type: 'string', default: 'dist/demo' },
  },
});

const folder = path.resolve(values.pictures);
mkdirSync(folder, { recursive: true });
const seconds: Record<string, number> = {};
async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  seconds[step] = Math.round(performance.now() - start) / 1000;
  console.log(`  ${step.padEnd(28)} ${seconds[step].toFixed(1).padStart(6)} s`);
  return result;
}

console.log('Kontor demo');
const demo = await timed('open the window', () => openDemoApp({ hasPanel: !values['no-panel'] }));
try {
  const synced = await timed('connect and sync', () => connectAndSync(demo.window));
  const { sent: overEdi } = await timed('send one e-invoice', () => sendOne(demo.window));
  const uploaded = await timed('build, upload, verify', () => uploadLastMonth(demo.window));
  const companyId = await demoCompany(demo.window);
  const { till, ...ofTill } = await timed('sign, export, upload, check', () =>
    tillMonth(demo.window, companyId, folder),
  );
  const { sent, ...ofSending } = await timed('write and send', () => sendOneInvoice(demo.window, companyId, folder));
  const change = await timed('token to certificate', () => changeToCertificate(demo.window, companyId, folder));
  const kinds = await timed('a page of each kind', () => pictureEachKind(demo.window, companyId, folder));
  const places = await timed('pictures', () => takePictures(demo.window, folder));
  const beside = await timed('beside the window', () => pictureTray(demo, companyId, folder));
  const screenshots = [
    ...ofTill.pictures,
    ...ofSending.pictures,
    ...change.pictures,
    ...kinds.pictures,
    ...places,
    ...beside.pictures,
  ];
  const { connections, invoices } = synced;
  const signedIn = ['token', change.signedIn];
  const report = {
    connections,
    invoices,
    ...uploaded,
    sent,
    overEdi,
    till,
    signedIn,
    kinds: kinds.kinds,
    tray: beside.menu,
    seconds,
    screenshots,
  };
  for (const { title, provider, identity } of synced.connections)
    console.log(`  connected   ${title} (${provider}, ${identity})`);
  for (const { source, count } of synced.invoices)
    console.log(`  synced      ${String(count)} invoices from ${source}`);
  console.log(`  sent        ${overEdi.number} through ${overEdi.from} to ${overEdi.to}, there called ${overEdi.as}`);
  console.log(`  bundle      ${uploaded.bundle.fileName}, SHA-256 ${uploaded.bundle.sha256}`);
  for (const { destination, file, verifiedBy } of uploaded.receipts)
    console.log(`  receipt     ${destination}: ${file}, verified by ${verifiedBy}`);
  console.log(
    `  till        ${String(till.signed)} receipts signed; ${till.file}, ${String(till.records)} messages, SHA-256 ${till.sha256}`,
  );
  for (const { destination, file, verifiedBy } of till.places)
    console.log(`  till        ${destination}: ${file}, verified by ${verifiedBy}`);
  console.log(`  till        the code of a receipt: ${till.checked}`);
  console.log(`  sent        ${sent.number} is ${sent.remoteNumber}; receipt of ${sent.issuer}`);
  console.log(`  signed in   with the token, then with: ${change.signedIn}`);
  console.log(`  pages       ${kinds.kinds.join(', ')}`);
  console.log(`  symbol      ${beside.menu.length === 0 ? 'this desktop shows none' : beside.menu.join(' | ')}`);
  console.log(`  pictures    ${String(screenshots.length)} in ${folder}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} catch (cause) {
  console.error(demo.output().slice(-4000));
  await demo.window.screenshot({ path: path.join(folder, 'stopped.png') }).catch(() => undefined);
  throw cause;
}
if (hasDisplay && !values.headless) {
  console.log('The window is yours. Close it to end the demo.');
  await demo.closed;
} else {
  await demo.close();
}
