import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import { readAddresses } from '../../src/delivery/personal.ts';
import { outboxContext, profileContext, replyContext, stateContext } from '../../src/delivery/sealed.ts';
import { openStore } from '../../src/store/open.ts';
import { turnOf, useOf } from '../store/contract.ts';
import { createTestDatabase, named, withoutPostgres } from '../support/postgres.ts';
import { ROOT } from '../support/repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-cli-person-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [NEW, OLD] = [newPersonKey(), newPersonKey()];
const NUMBER = '+15005550142';

const ventanilla = (databaseUrl: string, args: readonly string[], typed: string, personKey?: string) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/ventanilla.js', ...args], {
    cwd: ROOT,
    input: typed,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      ...(personKey === undefined ? {} : { PERSON_KEY: personKey }),
    },
  });
  return { code: status, out: stdout, err: stderr };
};

/** Someone on two channels under an old key, and someone else; sealed as the program seals. */
const fill = async (databaseUrl: string, personKey: string): Promise<void> => {
  const ring = readPersonKeys(personKey);
  const [keys, seal] = [createKeys(ring), createSeal(ring)];
  const store = await openStore(databaseUrl);
  const people = [
    ['sms', NUMBER, 'sms-answer'],
    ['whatsapp', `whatsapp:${NUMBER}`, 'whatsapp-answer'],
    ['sms', '+15005550199', 'other-answer'],
  ] as const;
  for (const [channel, address, state] of people) {
    const [person = ''] = keys.person(channel, address);
    const delivery = keys.delivery(address);
    await store.commit(
      turnOf({
        person,
        delivery,
        profile: seal.seal(`profile of ${state}`, profileContext(person)),
        state: seal.seal(state, stateContext(person)),
        reply: seal.seal(`reply to ${state}`, replyContext(delivery)),
        consent: 'stopped',
        outbox: [
          {
            id: `out-${state}`,
            channel,
            address: seal.seal(address, outboxContext(`out-${state}`)),
            message: seal.seal(`message for ${state}`, outboxContext(`out-${state}`)),
            due: Date.UTC(2027, 0, 1),
          },
        ],
      }),
    );
    const { said } = useOf('', 'remolque');
    const term = keys.term(said.words);
    await store.noteTerms([{ term, who: keys.uses(term, person)[0] ?? '', said }], Date.UTC(2026, 2, 9));
  }
  await store.close();
};

const lines = (out: string) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { table: string; row: Record<string, string> });

/** What both stores promise. Gives the names under which the person was kept. */
const prove = async (databaseUrl: string): Promise<readonly string[]> => {
  await fill(databaseUrl, OLD);
  const both = `${NEW},${OLD}`;
  const all = ventanilla(databaseUrl, ['export'], `+1 (500) 555-0142\n`, both);
  expect(all.err).toBe('');
  const kept = lines(all.out);
  const count = (table: string): number => kept.filter((one) => one.table === table).length;
  expect(['conversation', 'stopped', 'delivery', 'outbox', 'term_use'].map(count)).toEqual([2, 2, 2, 2, 2]);
  for (const clear of ['sms-answer', 'reply to whatsapp-answer', NUMBER, 'message for sms-answer'])
    expect(all.out).toContain(clear);
  expect(all.out).not.toContain('other-answer');
  expect(lines(ventanilla(databaseUrl, ['export'], `whatsapp:${NUMBER}`, both).out)).toHaveLength(5);
  expect(ventanilla(databaseUrl, ['keys', 'status'], '', both).out).toMatch(
    /newest {2}0 sealed\n.*older {2}15 sealed\n$/,
  );
  expect(ventanilla(databaseUrl, ['keys', 'status'], '', NEW).out).toMatch(/unknown: not in PERSON_KEY {2}15 sealed/);

  const gone = ventanilla(databaseUrl, ['forget'], `${NUMBER}\n`, both);
  expect(gone).toEqual({ code: 0, out: 'erased 8 rows; that they asked not to be written to stays\n', err: '' });
  expect(lines(ventanilla(databaseUrl, ['export'], NUMBER, both).out).map(({ table }) => table)).toEqual([
    'stopped',
    'stopped',
  ]);
  expect(ventanilla(databaseUrl, ['forget'], NUMBER, both).out).toMatch(/^erased 0 rows/);
  expect(lines(ventanilla(databaseUrl, ['export'], '+15005550199', both).out)).toHaveLength(5);
  return kept
    .flatMap(({ row }) => [row['who'] ?? '', row['delivery'] ? '' : (row['id'] ?? '')])
    .filter((id) => id !== '');
};

describe('all that is kept of one person', () => {
  it('is shown and erased by their address alone, to the last byte of the file', async () => {
    const file = join(folder, 'kept.db');
    const gone = await prove(`sqlite:${file}`);
    const bytes = readdirSync(folder)
      .filter((name) => name.startsWith('kept.db'))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
    expect(gone.length).toBeGreaterThan(3);
    for (const name of gone) expect(bytes).not.toContain(name);
  });

  it.skipIf(withoutPostgres)(named('is shown and erased in PostgreSQL too'), async () => {
    const database = await createTestDatabase();
    try {
      await prove(database.url);
    } finally {
      await database.drop();
    }
  });

  it('is found with the key that stands beside the embedded store, and by no other', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const url = `sqlite:${own}/kept.db`;
    await fill(url, OLD);
    expect(ventanilla(url, ['export'], NUMBER)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^there is no key/),
    });
    writeFileSync(join(own, 'person.key'), OLD);
    expect(lines(ventanilla(url, ['export'], NUMBER).out)).toHaveLength(10);
    expect(ventanilla(url, ['export'], NUMBER, NEW)).toEqual({ code: 0, out: '', err: 'nothing is kept of them\n' });
  });

  it('is looked for where there is a store and an address, or the error is one line', () => {
    const nowhere = `sqlite:${folder}/nowhere/x.db`;
    for (const command of ['export', 'forget']) {
      expect(ventanilla(nowhere, [command], NUMBER, NEW)).toMatchObject({
        code: 1,
        out: '',
        err: 'there is no database file where DATABASE_URL says\n',
      });
      for (const typed of ['', 'ana@example.org', '+12', 'whatsapp:', 'us.1', 'US.'])
        expect(ventanilla(nowhere, [command], typed, NEW).err, typed).toMatch(/^type one address: [^\n]+\n$/);
    }
  });
});

describe('an address', () => {
  it.each([
    ['+52 (55) 1234-5678', ['sms +525512345678', 'whatsapp whatsapp:+525512345678']],
    [' whatsapp:+1 500 555 0142', ['whatsapp whatsapp:+15005550142']],
    ['whatsapp:US.13491208655302741918', ['whatsapp whatsapp:US.13491208655302741918']],
    [' US.13491208655302741918 ', ['whatsapp whatsapp:US.13491208655302741918']],
    ['US.ENT.1a', ['whatsapp whatsapp:US.ENT.1a']],
    ['whatsapp:of no known form', ['whatsapp whatsapp:of no known form']],
    ['1234567890', ['telegram 1234567890']],
  ])('%s is %s', (typed, expected) => {
    expect(readAddresses(typed).map(({ channel, address }) => `${channel} ${address}`)).toEqual(expected);
  });
});
