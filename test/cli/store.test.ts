import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { turnOf } from '../store/contract.ts';
import { ROOT } from '../support/repository.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-cli-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ventanilla = (...args: readonly string[]) =>
  run(process.execPath, ['bin/ventanilla.js', ...args], { cwd: ROOT }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );

test('store copy moves everything once, names the key to take along, and says so when it is there already', async () => {
  const [from, to] = [`sqlite:${folder}/from.db`, `sqlite:${folder}/to/to.db`];
  const store = await openStore(from);
  await store.commit(turnOf({ state: 'S', consent: 'stopped' }));
  await store.close();
  writeFileSync(join(folder, 'person.key'), 'not-to-be-shown\n');
  const rows = '1 conversation, 1 stopped, 1 delivery, 0 outbox, 0 status, 0 term_use, 0 term_said, 0 release';
  const key = `set PERSON_KEY to what stands in ${folder}/person.key: without it nobody is known again\n`;
  expect(await ventanilla('store', 'copy', from, to)).toEqual({ code: 0, out: `copied: ${rows}\n${key}`, err: '' });
  expect(await ventanilla('store', 'copy', from, to)).toMatchObject({
    code: 0,
    out: `everything is there already, and the same: ${rows}\n${key}`,
  });
  const other = await openStore(from);
  await other.commit(turnOf({ delivery: 'd2', version: 1 }));
  await other.close();
  expect(await ventanilla('store', 'copy', from, to)).toEqual({
    code: 1,
    out: '',
    err: 'nothing was copied: TO holds something else already\n',
  });
});

test('store without what it needs says what is missing, and shows no password', async () => {
  for (const args of [['store'], ['store', 'move'], ['store', 'copy', 'sqlite:x.db']]) {
    const { code, err } = await ventanilla(...args);
    expect(code).toBe(1);
    expect(err).not.toMatch(/\n\s+at /);
  }
  const { code, err } = await ventanilla(
    'store',
    'copy',
    'postgres://ana:hunter2@127.0.0.1:9/x',
    `sqlite:${folder}/n.db`,
  );
  expect({ code, err }).toEqual({
    code: 1,
    err: 'PostgreSQL, which DATABASE_URL names, cannot be reached (ECONNREFUSED)\n',
  });
});
