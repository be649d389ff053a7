import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OperationalError } from '../../src/base/operational-error.ts';
import { openStore } from '../../src/store/open.ts';

test('a file is opened by its path, whether or not the URL has slashes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-open-'));
  for (const [url, file] of [
    [`sqlite:${folder}/a/x.db`, 'a/x.db'],
    [`sqlite://${folder}/b/y.db`, 'b/y.db'],
  ] as const) {
    const store = await openStore(url);
    await store.ready();
    await store.close();
    expect(existsSync(join(folder, file))).toBe(true);
  }
  rmSync(folder, { recursive: true });
});

test('a store in memory is opened', async () => {
  const store = await openStore('sqlite::memory:');
  await store.ready();
  await store.close();
});

test.each([
  [
    'postgres://ana:hunter2@127.0.0.1:9/x',
    /^PostgreSQL, which DATABASE_URL names, cannot be reached \(ECONNREFUSED\)$/,
  ],
  ['postgresql://ana:hun ter2@127.0.0.1:9/x', /cannot be reached/],
  ['postgres://ana:hunter2@:port/x', /no address such as/],
  ['postgres://ana:hunter2@db/x?pool=many', /\?pool= that is no number from 1 to 500$/],
  ['mysql://ana:hunter2@db/x', /none that the program knows/],
  ['sqlite:', /none that the program knows/],
  ['', /none that the program knows/],
])('%s is refused in one line that names the variable and no password', async (url, why) => {
  const thrown: unknown = await openStore(url).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(OperationalError);
  const { message } = thrown as OperationalError;
  expect(message).toMatch(why);
  expect(message).toMatch(/^.*DATABASE_URL .+$/);
  expect(message).not.toMatch(/hun ?ter2|ana/);
});
