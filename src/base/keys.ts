import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { OperationalError } from './operational-error.ts';

const LEAST_BYTES = 32;
const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

const bad = (what: string): OperationalError =>
  new OperationalError('bad-person-key', `PERSON_KEY ${what}; make one with: openssl rand -base64 32`);

const readKey = (text: string): Buffer => {
  // Hex first: its digits are valid base64 too, and a short hex key must not pass as a longer base64 one.
  const key = HEX.test(text) ? Buffer.from(text, 'hex') : BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (!key) throw bad('is neither base64 nor hex');
  if (key.length < LEAST_BYTES) throw bad(`has ${key.length} bytes and needs at least ${LEAST_BYTES}`);
  return key;
};

/** Reads PERSON_KEY, `new` or `new,old` while rotating: the newest key first. Throws an OperationalError that never shows the key. */
export const readPersonKeys = (text: string): readonly Buffer[] => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw bad(parts.length === 1 ? 'is empty' : 'has an empty key beside a comma');
  if (parts.length > 2) throw bad(`has ${parts.length} keys and takes "new" or "new,old"`);
  const keys = parts.map(readKey);
  if (keys[1]?.equals(keys[0] as Buffer)) throw bad('has the same key twice');
  return keys;
};

/** A fresh key in the form that PERSON_KEY takes. */
export const newPersonKey = (): string => randomBytes(LEAST_BYTES).toString('base64');

/** A key for one purpose only, so that no two uses ever share one. */
export const derive = (key: Buffer, purpose: string, bytes = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `ventanilla/1/${purpose}`, bytes));

/** Names a key without telling anything about it. */
export const keyIdOf = (key: Buffer): string => derive(key, 'key-id', 6).toString('base64url');

export interface Keys {
  /** The pseudonyms of an address, one for each key, the newest first. */
  readonly person: (channel: string, address: string) => readonly string[];
  /** The keyed hash of a provider's delivery id, under the newest key. */
  readonly delivery: (id: string) => string;
  /** The same under every key, the newest first: a repeat that comes during a rotation is still known. */
  readonly deliveries: (id: string) => readonly string[];
  /** The keyed hash of a term that people use, under the newest key. */
  readonly term: (text: string) => string;
  /** The keyed hashes of one person's use of a term, given by its hash, the newest first: uses of one person have nothing in common. */
  readonly uses: (term: string, person: string) => readonly string[];
}

/** Turns what providers call people and deliveries into names that mean nothing without the key. */
export const createKeys = (keys: readonly Buffer[]): Keys => {
  if (keys.length === 0) throw bad('is empty');
  const hashers = (purpose: string) => {
    const derived = keys.map((key) => derive(key, purpose));
    return (text: string): readonly string[] =>
      derived.map((key) => createHmac('sha256', key).update(text).digest('base64url'));
  };
  const people = hashers('person');
  const deliveries = hashers('delivery');
  const terms = hashers('term');
  const uses = hashers('term-use');
  return {
    // The zero byte keeps two different pairs from ever reading as one text; no channel's name has one.
    person: (channel, address) => people(`${channel}\0${address}`),
    delivery: (id) => deliveries(id)[0] as string,
    deliveries,
    term: (text) => terms(text)[0] as string,
    uses: (term, person) => uses(`${term}\0${person}`),
  };
};
