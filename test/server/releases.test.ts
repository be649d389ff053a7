import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseId } from '../../src/content/release.ts';
import { packFiles } from '../../src/content/snapshot.ts';
import type { SourceFile } from '../../src/content/tree.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Doors, openDoors, twilioText, twimlText } from '../support/doors.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf, withFile } from '../support/repository.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const TEXTS = 'content/texts/en/counter.yaml';
const folder = filesOf(FOREIGN);

/** The same content with a mark in the question and in an option of the first message. */
const marked = (mark: string): readonly SourceFile[] =>
  withFile(folder, TEXTS, (text) =>
    text
      .replace('What can I do for you?', `What can I do for you? <${mark}>`)
      .replace('Nearest branch', `Nearest branch <${mark}>`),
  );
const broken = withFile(folder, TEXTS, () => 'desk: [');
const idOf = releaseId;
const marksIn = (body: string): readonly string[] => twimlText(body).match(/<\w+>/g) ?? [];

let person = 0;
const hello = (doors: Doors) => doors.twilio(twilioText(`+1500555${String(++person).padStart(4, '0')}`, 'hello'));

interface Place {
  readonly environment: Readonly<Record<string, string>>;
  readonly leave: () => Promise<void>;
}

const sqlite = async (): Promise<Place> => {
  const path = mkdtempSync(join(tmpdir(), 'ventanilla-releases-'));
  return {
    environment: { DATABASE_URL: `sqlite:${path}/kept.db` },
    leave: async () => rmSync(path, { recursive: true }),
  };
};
const postgres = async (): Promise<Place> => {
  const database: TestDatabase = await createTestDatabase();
  return {
    environment: { DATABASE_URL: database.url, PERSON_KEY: randomBytes(32).toString('base64') },
    leave: database.drop,
  };
};

describe.each([
  { name: 'SQLite', open: sqlite, skipped: false },
  { name: named('PostgreSQL'), open: postgres, skipped: withoutPostgres },
])('releases with $name', ({ open, skipped }) => {
  describe.skipIf(skipped)('of a running server', () => {
    let place: Place;
    let editor: Store;
    let doors: Doors;
    const start = () => openDoors(folder, () => NOW, place.environment);
    const publish = (files: readonly SourceFile[], packed = packFiles(files)) =>
      editor.releases.publish({ id: idOf(files), counts: {}, packed }, NOW);
    const ready = async () => (await fetch(`${doors.url}/readyz`)).json();

    beforeEach(async () => {
      place = await open();
      editor = await openStore(place.environment['DATABASE_URL'] ?? '');
      doors = await start();
    });
    afterEach(async () => {
      await doors.close();
      await editor.close();
      await place.leave();
    });

    it('answers from its own folder where none was published', async () => {
      await doors.tick();
      expect(doors.app.release().id).toBe(idOf(folder));
      expect(doors.app.releaseFrom()).toBe('folder');
      expect(await ready()).toEqual({
        ok: true,
        store: true,
        waiting: false,
        release: idOf(folder),
        refused: null,
      });
    });

    it('takes up what is published while messages come in: none fails, and each is answered by one release', async () => {
      const replies: ReturnType<typeof hello>[] = [];
      const many = (): void => {
        for (let i = 0; i < 10; i++) replies.push(hello(doors));
      };
      for (const mark of ['one', 'two', 'three']) {
        many();
        await publish(marked(mark));
        const taken = doors.tick();
        many();
        await taken;
        expect(marksIn((await hello(doors)).body)).toEqual([`<${mark}>`, `<${mark}>`]);
      }
      for (const { status, body } of await Promise.all(replies)) {
        expect(status).toBe(200);
        expect(twimlText(body)).toContain('What can I do for you?');
        expect([0, 2]).toContain(marksIn(body).length);
        expect(new Set(marksIn(body)).size).toBeLessThanOrEqual(1);
      }
    });

    it('goes on with who waits in the middle of a flow, and tells who waits at a question that is no more', async () => {
      const [ana, eva] = ['+15005559001', '+15005559002'];
      for (const from of [ana, eva])
        for (const text of ['hello', '1', '40']) await doors.twilio(twilioText(from, text));
      await publish(marked('words'));
      await doors.tick();
      expect(twimlText((await doors.twilio(twilioText(ana, '10'))).body)).toContain('You owe 2 euros');
      await publish(withFile(folder, 'flows/late-book.yaml', (text) => text.replace('max: 3650', 'max: 365')));
      await doors.tick();
      expect(twimlText((await doors.twilio(twilioText(eva, '10'))).body)).toMatch(/I updated this part[\s\S]*What can/);
    });

    it('goes back when an earlier one is made the current one', async () => {
      for (const mark of ['one', 'two']) await publish(marked(mark));
      await doors.tick();
      await editor.releases.choose(idOf(marked('one')), NOW);
      await doors.tick();
      expect(marksIn((await hello(doors)).body)).toContain('<one>');
    });

    it('keeps the published one over a restart', async () => {
      await publish(marked('kept'));
      await doors.close();
      doors = await start();
      expect(doors.app.releaseFrom()).toBe('store');
      expect(marksIn((await hello(doors)).body)).toContain('<kept>');
    });

    it.each([
      ['with mistakes', broken, packFiles(broken)],
      ['whose files are damaged', marked('damaged'), packFiles(folder)],
      ['whose files are cut off', marked('cut'), packFiles(folder).slice(0, 1000)],
    ])('refuses one %s, says so loudly, and goes on with the one before', async (_, files, packed) => {
      await publish(marked('good'));
      await doors.tick();
      await publish(files, packed);
      await doors.tick();
      await doors.tick();
      expect(marksIn((await hello(doors)).body)).toContain('<good>');
      expect(await ready()).toMatchObject({ ok: true, release: idOf(marked('good')), refused: idOf(files) });
      expect(doors.logged().match(/release refused/g)).toHaveLength(1);
      const metrics = () => fetch(`${doors.url}/metrics`).then((response) => response.text());
      expect(await metrics()).toMatch(/^ventanilla_release_refused 1$/m);
      await editor.releases.choose(idOf(marked('good')), NOW);
      await doors.tick();
      expect(await ready()).toMatchObject({ ok: true, refused: null });
      expect(await metrics()).toMatch(/^ventanilla_release_refused 0$/m);
    });

    it('starts with its own folder where the published one cannot be loaded, and says so', async () => {
      await publish(broken);
      await doors.close();
      doors = await start();
      expect((await hello(doors)).status).toBe(200);
      expect(await ready()).toMatchObject({ ok: true, release: idOf(folder), refused: idOf(broken) });
      expect(doors.logged()).toMatch(/content\/texts\/en\/counter\.yaml:\d+:\d+/);
    });
  });
});
