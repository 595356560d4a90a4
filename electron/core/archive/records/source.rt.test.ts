import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpArchive } from '../../../../tests/support/archiveDump';
import {
  AT,
  COMPANY,
  CONNECTION,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  OTHER_CONNECTION,
  removeFolder,
  temporaryFolder,
  testCompany,
  type TestArchive,
} from '../../../../tests/support/testArchive';
import { CompanyId } from '../../../../shared/domain/ids';

const ACCOUNT = '1111111111@prod';
const source = { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', identity: ACCOUNT, at: AT };
const OFFICE = CompanyId.parse('0192f3a0-0000-7000-8000-000000000002');

describe('the account that a source reads', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(folder);
    await archive.writer.saveSource(source);
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const sourceOf = (company = COMPANY, identity = ACCOUNT) => archive.reader.sourceOf(company, 'standin', identity);
  const recordCount = () => dumpArchive(archive.db).records.length;

  it('finds its documents again, in its own company and at its own service only', async () => {
    expect(await sourceOf()).toBe(CONNECTION);
    expect(await sourceOf(COMPANY, '2222222222@prod')).toBeNull();
    expect(await archive.reader.sourceOf(COMPANY, 'another', ACCOUNT)).toBeNull();
    await archive.writer.saveCompany({ ...testCompany, id: OFFICE });
    expect(await sourceOf(OFFICE)).toBeNull();
    await archive.writer.saveSource({ ...source, companyId: OFFICE, connectionId: OTHER_CONNECTION });
    expect([await sourceOf(), await sourceOf(OFFICE)]).toEqual([CONNECTION, OTHER_CONNECTION]);
  });

  it('is written once', async () => {
    const before = recordCount();
    await archive.writer.saveSource(source);
    expect(recordCount()).toBe(before);
  });

  it('belongs to the connection that was made last', async () => {
    await archive.writer.saveSource({ ...source, connectionId: OTHER_CONNECTION });
    expect(await sourceOf()).toBe(OTHER_CONNECTION);
  });

  it('is forgotten with what is taken from the screens, also when nothing was read yet', async () => {
    await archive.writer.hideConnection(COMPANY, CONNECTION, AT);
    expect(await sourceOf()).toBeNull();
    const empty = { ...source, connectionId: OTHER_CONNECTION, identity: '3333333333@prod' };
    await archive.writer.saveSource(empty);
    await archive.writer.hideConnection(COMPANY, OTHER_CONNECTION, AT);
    expect(await sourceOf(COMPANY, empty.identity)).toBeNull();
    const before = recordCount();
    await archive.writer.hideConnection(COMPANY, OTHER_CONNECTION, AT);
    expect(recordCount()).toBe(before);
  });

  it('comes back when the archive is built again from its folder', async () => {
    await archive.writer.saveSource({ ...source, connectionId: OTHER_CONNECTION, identity: '3333333333@prod' });
    await archive.writer.hideConnection(COMPANY, OTHER_CONNECTION, AT);
    const before = dumpArchive(archive.db);
    expect(before.sources).toMatchObject([{ identity: ACCOUNT }, { identity: null }]);
    await archive.writer.rebuild();
    expect(dumpArchive(archive.db)).toEqual(before);
  });
});
