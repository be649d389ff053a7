import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { faultText } from '../../src/cli/fault.ts';
import { runProgram } from '../../src/cli/program.ts';
import { FOREIGN } from '../support/repository.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command within this process, as `main.ts` does in its own: a hundred of them take no longer than one start. */
export const inside = async (...words: readonly string[]): Promise<Ended> => {
  let out = '';
  const printing = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    out += String(part);
    return true;
  });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await runProgram(words);
    return { code: Number(process.exitCode), out, err: '' };
  } catch (cause) {
    return { code: 1, out, err: `${await faultText(cause)}\n` };
  } finally {
    process.exitCode = before;
    printing.mockRestore();
  }
};

/** A copy of the small foreign organisation, for who writes into it. */
export const copyOfForeign = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'ventanilla-cli-'));
  cpSync(FOREIGN, dir, { recursive: true });
  return dir;
};

/** Writes other words over those that stand once in a file. */
export const change = (dir: string, file: string, from: string, to: string): void => {
  const text = readFileSync(join(dir, file), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand once in ${file}`);
  writeFileSync(
    join(dir, file),
    text.replace(from, () => to),
  );
};
