// The app itself: settings, vault, support, facts for the screens.
import { z } from 'zod';
import { AppError } from '../errors';
import { Instant, Language } from '../domain/ids';
import { command, event, query } from './define';

export const Settings = z.strictObject({
  language: z.union([Language, z.literal('system')]),
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more']),
});
export type Settings = z.infer<typeof Settings>;

export const VaultView = z.strictObject({
  /** `locked`: a passphrase is needed; `new`: a passphrase must be chosen first; `open`: ready. */
  state: z.enum(['open', 'locked', 'new']),
  protectedBy: z.enum(['keychain', 'passphrase', 'environment', 'none']),
  backend: z.string(),
  /** False while locked: only the keychain opens it; there is no passphrase that could be entered. */
  hasPassphrase: z.boolean(),
  problem: AppError.optional(),
});
export type VaultView = z.infer<typeof VaultView>;

/** Where connections and settings are kept. */
export const StoreView = z.strictObject({
  engine: z.enum(['sqlite', 'postgresql', 'mysql']),
  /** The file, or the server without its password. */
  shown: z.string(),
  /** CONFIG_DB_TYPE or CONFIG_DB_URL says so: nothing to choose here. */
  isFixed: z.boolean(),
  /** Its server does not answer: what has begun goes on, changes wait. */
  awaySince: Instant.optional(),
  problem: AppError.optional(),
});
export type StoreView = z.infer<typeof StoreView>;

/** Another key for the sign-ins: the parts of the work, in order. */
export const RotationStep = z.enum(['key', 'sign_ins', 'copies', 'clean']);
export type RotationStep = z.infer<typeof RotationStep>;

export const RotationResult = z.strictObject({
  /** Connections whose sign-in was sealed again. */
  signIns: z.int(),
  /** Opened by no key: their services are signed in to again. */
  unreadable: z.int(),
  /** Older copies of the store on this computer that were sealed again as well. */
  copies: z.int(),
});
export type RotationResult = z.infer<typeof RotationResult>;

/** A database server as a person names it. */
export const StorePlace = z.strictObject({
  engine: z.enum(['postgresql', 'mysql']),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535).optional(),
  database: z.string().min(1).max(64),
  user: z.string().min(1).max(128),
  password: z.string().max(1024),
  /** Absent: verified, unless the server is this computer. */
  tls: z.enum(['verified', 'off']).optional(),
  /** A file of this computer with the certificate that the server's is checked against, besides the usual ones. */
  caFile: z.string().min(1).max(4096).optional(),
});
export type StorePlace = z.infer<typeof StorePlace>;

export const StoreFound = z.strictObject({
  state: z.enum(['empty', 'store']),
  companies: z.int(),
  connections: z.int(),
});
export type StoreFound = z.infer<typeof StoreFound>;

export const app = {
  info: query(
    z.void(),
    z.strictObject({
      version: z.string(),
      platform: z.enum(['linux', 'darwin', 'win32']),
      /** Language that is in force, resolved from the system when the setting says so. */
      language: Language,
      dataFolder: z.string(),
      configStore: z.string(),
      electron: z.string(),
      isPackaged: z.boolean(),
    }),
  ),
  store: query(z.void(), StoreView),
  /** Reaches the server, makes the tables and looks what lies there; nothing of this PC goes there. */
  testStore: command(StorePlace, StoreFound),
  /** Kontor starts again with the other store when this has answered. */
  moveStore: command(z.strictObject({ place: StorePlace, how: z.enum(['copy', 'join']) }), z.void()),
  moveStoreToFile: command(z.void(), z.void()),
  settings: query(z.void(), Settings),
  saveSettings: command(Settings, z.void()),
  vault: query(z.void(), VaultView),
  unlockVault: command(z.strictObject({ passphrase: z.string().min(1).max(1024) }), VaultView),
  choosePassphrase: command(z.strictObject({ passphrase: z.string().min(10).max(1024) }), VaultView),
  /** `passphrase`: the one in force, where there is one; `next`: another one from now on. */
  rotateKey: command(
    z.strictObject({
      passphrase: z.string().min(1).max(1024).optional(),
      next: z.string().min(10).max(1024).optional(),
    }),
    RotationResult,
  ),
  /** Opens an https address in the system browser; hosts that no manifest names are asked about first. */
  openExternal: command(z.strictObject({ url: z.string().max(2000) }), z.void()),
  showDataFolder: command(z.void(), z.void()),
  /** Redacted support file; a save dialog in main. */
  saveSupportFile: command(z.void(), z.strictObject({ savedTo: z.string().optional() })),
  settingsChanged: event(z.void()),
  vaultChanged: event(z.void()),
  rotationProgress: event(z.strictObject({ step: RotationStep, nth: z.int(), of: z.int() })),
  /** Away, or back. */
  storeChanged: event(z.void()),
};
