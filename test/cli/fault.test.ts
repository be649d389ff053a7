import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultText } from '../../src/cli/fault.ts';
import { EVERYTHING, leaksIn } from '../support/planted.ts';
import { FOREIGN } from '../support/repository.ts';
import { inside } from './inside.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-fault-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what is told of an error', () => {
  it('is one line with the file and the reason, where the system refuses a file', async () => {
    const told = async (...words: string[]) => (await inside(...words, '--dir', FOREIGN)).err;
    expect(await told('chat', '--script', `${folder}/missing.txt`)).toBe(
      `${folder}/missing.txt: no such file or directory (ENOENT)\n`,
    );
    expect(await told('chat', '--script', folder)).toMatch(/^a folder was named where a file is needed: [^\n]*\n$/);
    expect(await told('graph', 'late-book', '--out', `${folder}/none/x.svg`)).toBe(
      `${folder}/none/x.svg: no such file or directory (ENOENT)\n`,
    );
    expect(await told('chat', '--script', `${folder}/\u001b[31m\n`)).toMatch(/\/\\u\{1b\}\[31m\\u\{a\}: no such file/);
    expect((await inside('schemas', '--dir', `${folder}/none`)).err).toBe(
      `${folder}/none/schemas: no such file or directory (ENOENT)\n`,
    );
  });

  it.each([
    ['an error', new TypeError(EVERYTHING)],
    ['an error with more', Object.assign(new Error(EVERYTHING), { code: EVERYTHING, detail: EVERYTHING })],
    ['an error of the network', Object.assign(new Error(EVERYTHING), { code: 'ECONNRESET', errno: -104 })],
    ['an error by another name', Object.assign(new Error(EVERYTHING), { name: EVERYTHING })],
    ['an error in lines like places', new Error(`${EVERYTHING}\n    at ${EVERYTHING} (/x.ts:1:1)`)],
    ['words', EVERYTHING],
    ['nothing', undefined],
    ['less than nothing', null],
  ])('is kind and place, and nothing that it holds, where it is a bug: %s', async (_, cause) => {
    const told = await faultText(cause);
    expect(told).toMatch(/^a mistake of the program: \w+/);
    if (cause instanceof Error) expect(told).toMatch(/\n {4}at .*fault\.test\.ts:\d+:\d+/);
    expect(leaksIn(told)).toEqual([]);
  });
});
