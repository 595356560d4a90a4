// Key files as OpenSSL 3 writes them, one of each kind of protection, for keys that were made for these tests and sign nothing else.
import files from './ksefKeyFiles.json' with { type: 'json' };

type Name = Exclude<keyof typeof files, 'password'>;

export const PASSWORD = files.password;
/** Base64, as the form sends it. */
export const keyFile = (name: Name): string => files[name];
/** The file's own text. */
export const keyFileText = (name: Name): string => Buffer.from(files[name], 'base64').toString('utf8');
