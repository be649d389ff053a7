import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derive, keyIdOf } from './keys.ts';
import { OperationalError } from './operational-error.ts';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export interface Seal {
  /** Encrypts under the newest key. `context` says what and whose the text is (`state:<person>`) and is needed to open it. */
  readonly seal: (plain: string, context: string) => string;
  /** The text, or undefined when it was changed, sealed in another context or under a key that is not listed. */
  readonly open: (sealed: string, context: string) => string | undefined;
}

/** Keeps texts unreadable to whoever has the store but not the key; `<key id>.<nonce, text, tag in base64url>`. */
export const createSeal = (keys: readonly Buffer[]): Seal => {
  const rings = keys.map((key) => ({ id: keyIdOf(key), key: derive(key, 'seal') }));
  const [newest] = rings;
  if (!newest) throw new OperationalError('bad-person-key', 'PERSON_KEY is empty');

  const seal = (plain: string, context: string): string => {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, newest.key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(context));
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${newest.id}.${body.toString('base64url')}`;
  };

  const open = (sealed: string, context: string): string | undefined => {
    const dot = sealed.indexOf('.');
    const ring = rings.find(({ id }) => id === sealed.slice(0, dot));
    const text = sealed.slice(dot + 1);
    const body = Buffer.from(text, 'base64url');
    // Node skips what is not base64url; only the one exact spelling counts as untouched.
    if (!ring || body.length < NONCE + TAG || body.toString('base64url') !== text) return undefined;
    const decipher = createDecipheriv(CIPHER, ring.key, body.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(context))
      .setAuthTag(body.subarray(-TAG));
    try {
      return Buffer.concat([decipher.update(body.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  };

  return { seal, open };
};
