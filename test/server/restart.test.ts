import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDoors, twilioText, twimlText } from '../support/doors.ts';
import { FOREIGN, filesOf } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a restart in the middle of a script', () => {
  it('loses nothing: the next message goes on, and a repeat gets the same reply', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-'));
    folders.push(folder);
    const environment = { DATABASE_URL: `sqlite:${folder}/kept.db` };
    const now = () => Date.UTC(2026, 2, 1, 12);
    const from = '+15005550100';
    const before = await openDoors(files, now, environment);
    await before.twilio(twilioText(from, 'hello'));
    await before.twilio(twilioText(from, '1'));
    const asked = twilioText(from, '40');
    const reply = await before.twilio(asked);
    await before.close();
    const after = await openDoors(files, now, environment);
    expect(await after.twilio(asked)).toEqual(reply);
    expect(twimlText((await after.twilio(twilioText(from, '10'))).body)).toContain('You owe 2 euros');
    await after.close();
    expect(statSync(join(folder, 'person.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'kept.db')).includes('5005550100')).toBe(false);
  });
  it('after days in which nothing ran goes on with nothing: what is kept for a day is gone before the first message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-'));
    folders.push(folder);
    const environment = { DATABASE_URL: `sqlite:${folder}/kept.db` };
    let now = Date.UTC(2026, 2, 1, 12);
    const from = '+15005550100';
    const before = await openDoors(files, () => now, environment);
    await before.twilio(twilioText(from, 'hello'));
    await before.twilio(twilioText(from, '1'));
    await before.close();
    now += 3 * 86_400_000;
    const after = await openDoors(files, () => now, environment);
    expect(twimlText((await after.twilio(twilioText(from, '40'))).body)).toContain('What can I do for you?');
    await after.close();
  });
});
