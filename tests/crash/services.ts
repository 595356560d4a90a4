// The services that a core talks to, on loopback ports of the test's own process: they outlive every kill. Each installation, told by
// its data folder, has services of its own behind the same ports.
import awsS3 from '../../electron/core/providers/aws_s3/index';
import dropbox from '../../electron/core/providers/dropbox/index';
import { createDropboxSimulator, type DropboxSimulator } from '../../electron/core/providers/dropbox/simulator/index';
import googleDrive from '../../electron/core/providers/google_drive/index';
import { createDriveSimulator, type DriveSimulator } from '../../electron/core/providers/google_drive/simulator/index';
import krediidiinfo from '../../electron/core/providers/krediidiinfo/index';
import ksef from '../../electron/core/providers/ksef/index';
import { createKsefSimulator, type KsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import {
  createNextcloudSimulator,
  type NextcloudOptions,
  type NextcloudSimulator,
} from '../../electron/core/providers/nextcloud/simulator/index';
import oneDrive from '../../electron/core/providers/onedrive/index';
import {
  createOneDriveSimulator,
  type OneDriveSimulator,
} from '../../electron/core/providers/onedrive/simulator/index';
import { createEdiSimulator, type EdiSimulator } from '../../electron/core/providers/sdk/edi/simulator/index';
import { createS3Simulator, type S3Simulator } from '../../electron/core/providers/sdk/s3/simulator/index';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import type { FieldValues } from '../../shared/forms/fields';
import { START } from '../support/testHost';
import { CLOCK_HEADER, LANE_HEADER } from './watchWrites';

/** The services of one installation. */
export interface Lane {
  readonly ksef: KsefSimulator;
  readonly cloud: NextcloudSimulator;
  readonly s3: S3Simulator;
  readonly edi: EdiSimulator;
  readonly dropbox: DropboxSimulator;
  readonly drive: DriveSimulator;
  readonly oneDrive: OneDriveSimulator;
  /** The latest time that its core told. */
  now(): number;
}
type Service = Exclude<keyof Lane, 'now'>;
const SERVICES: readonly Service[] = ['ksef', 'cloud', 's3', 'edi', 'dropbox', 'drive', 'oneDrive'];

export type Destination = 'nextcloud' | 'aws_s3' | 'minio' | 'dropbox' | 'google_drive' | 'onedrive';

export interface Services {
  readonly values: { readonly ksef: FieldValues; readonly edi: FieldValues } & Readonly<
    Record<Destination, FieldValues>
  >;
  /** `knobs` count for a lane that is not open yet. */
  lane(data: string, knobs?: ServiceKnobs): Lane;
  close(): Promise<void>;
}

export interface ServiceKnobs {
  readonly ksef?: KsefKnobs;
  readonly cloud?: Partial<NextcloudOptions>;
}

const S3_BUCKET = 'br-reports';

type OpenLane = Lane & { hear(nowMs: number): void };

export async function startServices(): Promise<Services> {
  const lanes = new Map<string, OpenLane>();
  const urls: Record<Service, string> = { ksef: '', cloud: '', s3: '', edi: '', dropbox: '', drive: '', oneDrive: '' };

  const open = (knobs: ServiceKnobs): OpenLane => {
    let nowMs = START;
    const at = (service: Service) => ({ now: () => nowMs, seed: 1, baseUrl: urls[service] });
    // Small packages of several parts, so that a sync has many places to be cut at.
    const small = { months: 2, count: 18, partSize: 4_096, maxPackageInvoices: 6 };
    return {
      ksef: createKsefSimulator({ ...small, ...at('ksef'), ...knobs.ksef }),
      cloud: createNextcloudSimulator({ ...at('cloud'), ...knobs.cloud }),
      s3: createS3Simulator({ ...at('s3'), bucket: S3_BUCKET, minPartBytes: 1 }),
      // Lists of two, so that the box is emptied in several turns.
      edi: createEdiSimulator({ ...at('edi'), waiting: 3, pageSize: 2 }),
      dropbox: createDropboxSimulator(at('dropbox')),
      drive: createDriveSimulator({ ...at('drive'), pieceGrain: 4_096 }),
      oneDrive: createOneDriveSimulator({ ...at('oneDrive'), sliceGrain: 4_096 }),
      now: () => nowMs,
      hear: (told) => {
        nowMs = Math.max(nowMs, told);
      },
    };
  };
  const lane = (data: string, knobs: ServiceKnobs = {}): OpenLane => {
    const found = lanes.get(data) ?? open(knobs);
    lanes.set(data, found);
    return found;
  };
  const serve = (service: Service) =>
    serveOnLoopback(() => ({
      script: () => undefined,
      seen: [],
      handle: (request) => {
        const asking = lane(request.headers.get(LANE_HEADER) ?? '');
        asking.hear(Number(request.headers.get(CLOCK_HEADER) ?? 0));
        request.headers.delete(LANE_HEADER);
        request.headers.delete(CLOCK_HEADER);
        return asking[service].handle(request);
      },
    }));
  const served = await Promise.all(
    SERVICES.map(async (service) => {
      const one = await serve(service);
      urls[service] = one.url;
      return one;
    }),
  );
  return {
    values: {
      ksef: { ...ksef.demoValues, base_url: urls.ksef, since: '2026-09-01' },
      nextcloud: { ...nextcloud.demoValues, base_url: urls.cloud },
      edi: { ...krediidiinfo.demoValues, base_url: urls.edi },
      aws_s3: { ...awsS3.demoValues, endpoint_url: urls.s3, bucket: S3_BUCKET },
      minio: { ...awsS3.demoValues, endpoint_url: urls.s3, bucket: S3_BUCKET },
      dropbox: { ...dropbox.demoValues, base_url: urls.dropbox },
      google_drive: { ...googleDrive.demoValues, base_url: urls.drive },
      onedrive: { ...oneDrive.demoValues, base_url: urls.oneDrive },
    },
    lane,
    close: async () => {
      await Promise.all(served.map((one) => one.close()));
    },
  };
}
