// The services that a core talks to, on loopback ports of the test's own process: they outlive every kill. Each installation, told by
// its data folder, has services of its own behind the same four ports.
import awsS3 from '../../electron/core/providers/aws_s3/index';
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
  /** The latest time that its core told. */
  now(): number;
}

export interface Services {
  readonly values: {
    readonly ksef: FieldValues;
    readonly nextcloud: FieldValues;
    readonly s3: FieldValues;
    readonly edi: FieldValues;
  };
  lane(data: string): Lane;
  close(): Promise<void>;
}

export interface ServiceKnobs {
  readonly ksef?: KsefKnobs;
  readonly cloud?: Partial<NextcloudOptions>;
}

const S3_BUCKET = 'br-reports';

type OpenLane = Lane & { hear(nowMs: number): void };

export async function startServices(knobs: ServiceKnobs = {}): Promise<Services> {
  const lanes = new Map<string, OpenLane>();
  const urls = { ksef: '', cloud: '', s3: '', edi: '' };

  const open = (): OpenLane => {
    let nowMs = START;
    const base = { now: () => nowMs, seed: 1 };
    // Small packages of several parts, so that a sync has many places to be cut at.
    const small = { months: 2, count: 18, partSize: 4_096, maxPackageInvoices: 6 };
    return {
      ksef: createKsefSimulator({ ...small, ...base, baseUrl: urls.ksef, ...knobs.ksef }),
      cloud: createNextcloudSimulator({ ...base, baseUrl: urls.cloud, ...knobs.cloud }),
      s3: createS3Simulator({ ...base, baseUrl: urls.s3, bucket: S3_BUCKET, minPartBytes: 1 }),
      // Lists of two, so that the box is emptied in several turns.
      edi: createEdiSimulator({ ...base, baseUrl: urls.edi, waiting: 3, pageSize: 2 }),
      now: base.now,
      hear: (told) => {
        nowMs = Math.max(nowMs, told);
      },
    };
  };
  const lane = (data: string): OpenLane => {
    const found = lanes.get(data) ?? open();
    lanes.set(data, found);
    return found;
  };
  const serve = (which: 'ksef' | 'cloud' | 's3' | 'edi') =>
    serveOnLoopback(() => ({
      script: () => undefined,
      seen: [],
      handle: (request) => {
        const asking = lane(request.headers.get(LANE_HEADER) ?? '');
        asking.hear(Number(request.headers.get(CLOCK_HEADER) ?? 0));
        request.headers.delete(LANE_HEADER);
        request.headers.delete(CLOCK_HEADER);
        return asking[which].handle(request);
      },
    }));
  const served = await Promise.all([serve('ksef'), serve('cloud'), serve('s3'), serve('edi')]);
  [urls.ksef, urls.cloud, urls.s3, urls.edi] = [served[0].url, served[1].url, served[2].url, served[3].url];
  return {
    values: {
      ksef: { ...ksef.demoValues, base_url: urls.ksef, since: '2026-09-01' },
      nextcloud: { ...nextcloud.demoValues, base_url: urls.cloud },
      edi: { ...krediidiinfo.demoValues, base_url: urls.edi },
      s3: { ...awsS3.demoValues, endpoint_url: urls.s3, bucket: S3_BUCKET },
    },
    lane,
    close: async () => {
      await Promise.all(served.map((one) => one.close()));
    },
  };
}
