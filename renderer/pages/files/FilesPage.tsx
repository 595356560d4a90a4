import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import type { ConnectionId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import type { CallInput, CallOutput } from '../../bridge/bridge';
import { usePages, useQuery } from '../../bridge/hooks';
import { go, useRoute } from '../../stores/route';
import { FillPage } from '../../ui/Page';
import { SplitPane } from '../../ui/SplitPane';
import { keyOfEntry, sortedEntries, type EntrySort } from './entries';
import { FilePane } from './FilePane';
import { FilesHead } from './FilesHead';
import { FilesList } from './FilesList';

type Input = CallInput<'destinations.list'>;
type Page = CallOutput<'destinations.list'>;
/** Each with what its page says of the folder. */
const pickEntries = (page: Page): readonly RemoteEntry[] => page.entries;
const nextOf = (page: Page, input: Input): Input | undefined =>
  page.next === undefined ? undefined : { ...input, from: page.next };

/** What lies at a destination, folder by folder, as it is there now. */
export function FilesPage() {
  const { i18n } = useTranslation();
  const { t } = useTranslation('files');
  const company = useCompany();
  const route = useRoute();
  const asked = route.place === 'files' ? route : { connectionId: '', folders: [] };
  const connections = useQuery('connections.list', { companyId: company.id });
  const places = (connections.data ?? []).filter(({ capabilities }) => capabilities.includes('files'));
  const connection = places.find(({ id }) => id === asked.connectionId) ?? places[0];
  const folders = useMemo(() => [...(asked.folders ?? [])], [asked.folders]);
  const [sort, setSort] = useState<EntrySort>('name_asc');
  const [chosenKey, setChosen] = useState<string>();
  const connectionId = (connection?.id ?? asked.connectionId) as ConnectionId;
  const pages = usePages('destinations.list', { connectionId, folders }, pickEntries, nextOf, {
    enabled: connection !== undefined,
    isElsewhere: true,
  });
  const entries = useMemo(() => sortedEntries(pages.rows, sort, i18n.language), [pages.rows, sort, i18n.language]);
  const chosen = entries.find((entry) => keyOfEntry(entry) === chosenKey);
  const open = (next: readonly string[]): void => {
    setChosen(undefined);
    go({ place: 'files', connectionId, folders: next });
  };
  return (
    <FillPage>
      <SplitPane
        paneLabel={t('pane')}
        pane={
          chosen &&
          connection && (
            <FilePane
              key={chosenKey}
              connection={connection}
              folders={folders}
              entry={chosen}
              onClose={() => setChosen(undefined)}
            />
          )
        }
      >
        <FilesHead connection={connection} places={places} folders={folders} pages={pages} onFolders={open} />
        <FilesList
          connection={connection}
          isKnown={connections.data !== undefined}
          folders={folders}
          entries={entries}
          pages={pages}
          sort={sort}
          onSort={setSort}
          chosenKey={chosenKey}
          onChoose={(entry) => (entry.isFolder ? open([...folders, entry.name]) : setChosen(keyOfEntry(entry)))}
          onUp={() => {
            if (chosen) setChosen(undefined);
            else if (folders.length > 0) open(folders.slice(0, -1));
          }}
        />
      </SplitPane>
    </FillPage>
  );
}
