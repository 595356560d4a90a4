// The places of uploads to services that one signs in to, and which of them are killed every day.
import type { Destination } from './services';

/** Names of places, and how often an undisturbed upload passes them. */
export type Places = readonly (readonly [place: string, times: number])[];
/** Questions write nothing; parts at the first and the last border, everything else once. What lies between is the soak's. */
export const firstAndLast = (places: Places): [string, number][] =>
  places
    .filter(([place]) => !/ (?:GET|HEAD) |get_/.test(place))
    .flatMap(([place, times]) =>
      (times === 4 && /append|PUT/.test(place) ? [1, times] : [times]).map((nth): [string, number] => [place, nth]),
    );

/** Each with its session: opened, noted, filled slice by slice, and forgotten when the file is there. */
export const SIGNED_IN: readonly {
  readonly destination: Destination;
  readonly service: 'dropbox' | 'drive' | 'oneDrive';
  readonly places: Places;
}[] = [
  {
    destination: 'dropbox',
    service: 'dropbox',
    places: [
      ['answer POST files/get_metadata', 2],
      ['answer POST files/create_folder_v2', 3],
      ['answer POST users/get_space_usage', 1],
      ['answer POST upload_session/start', 1],
      ['notePut upload.*', 1],
      ['answer POST upload_session/append_v2', 4],
      ['answer POST upload_session/finish', 1],
      ['noteDelete upload.*', 1],
    ],
  },
  {
    destination: 'google_drive',
    service: 'drive',
    places: [
      ['answer GET v3/files', 2],
      ['answer GET files/generateIds', 4],
      // Ids of folders are kept before the folders are made.
      ['config insert sealed', 3],
      ['config update sealed', 3],
      ['config commit sealed', 3],
      // Three folders, then the session.
      ['answer POST v3/files', 4],
      // The key of the file, then its session.
      ['notePut upload.*', 2],
      ['answer GET v3/about', 1],
      ['answer PUT v3/files', 4],
      ['noteDelete upload.*', 1],
    ],
  },
  {
    destination: 'onedrive',
    service: 'oneDrive',
    places: [
      ['answer GET special/approot', 1],
      ['answer GET ITEM10000000002:/Ksiegowa', 1],
      ['answer POST ITEM10000000002/children', 1],
      ['answer POST ITEM10000000003/children', 1],
      ['answer POST ITEM10000000004/children', 1],
      ['answer GET ITEM10000000005:/2026-09-r1.zip', 1],
      ['answer GET me/drive', 1],
      ['answer POST 2026-09-r1.zip:/createUploadSession', 1],
      ['notePut upload.*', 1],
      ['answer PUT upload/session-10000000006', 4],
      ['noteDelete upload.*', 1],
    ],
  },
];
