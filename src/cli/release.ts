import { existsSync } from 'node:fs';
import { defineCommand } from 'citty';
import { formatDiagnostic } from '../base/diagnostic.ts';
import { OperationalError } from '../base/operational-error.ts';
import { check } from '../check/index.ts';
import { environment, readDatabaseUrl } from '../config.ts';
import { countsOf, packFiles, unpackFiles } from '../content/snapshot.ts';
import { readTree } from '../content/tree.ts';
import { openStore, sqlitePath } from '../store/open.ts';
import { type KeptRelease, RELEASES_KEPT, type Releases } from '../store/releases.ts';
import { now } from './now.ts';
import { dirOption, releaseOf } from './options.ts';

/** Works on the releases that are kept where DATABASE_URL says. No key is needed: nothing here is of a person. */
const within = async (use: 'read' | 'write', work: (releases: Releases) => Promise<void>): Promise<void> => {
  const databaseUrl = readDatabaseUrl(environment());
  const path = sqlitePath(databaseUrl);
  if (path === ':memory:')
    throw new OperationalError('no-store', 'DATABASE_URL names a store in memory: no server could see a release there');
  if (use === 'read' && path !== undefined && !existsSync(path))
    throw new OperationalError('no-store', 'there is no database file where DATABASE_URL says');
  const store = await openStore(databaseUrl);
  try {
    await work(store.releases);
  } finally {
    await store.close();
  }
};

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

const holds = (counts: KeptRelease['counts']): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

const say = (...lines: readonly string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

/** The release whose id begins so. */
const find = async (releases: Releases, start: string): Promise<KeptRelease> => {
  const kept = await releases.list();
  const found = kept.filter(({ id }) => id.startsWith(start));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new OperationalError(
    'unknown-release',
    one
      ? `${found.length} releases begin with "${start}": ${found.map(({ id }) => id).join(', ')}`
      : `no release that is kept begins with "${start}"; release list shows them`,
  );
};

const publish = defineCommand({
  meta: {
    name: 'publish',
    description: 'proves the flows and content and makes them the current release, which running servers take up',
  },
  args: { dir: dirOption },
  run: async ({ args }) => {
    const files = readTree(args.dir);
    const { release, diagnostics } = check(files, now());
    say(...diagnostics.map(formatDiagnostic));
    const errors = diagnostics.filter((d) => d.severity === 'error').length;
    if (!release || errors > 0) {
      say(`${errors} errors: nothing was published, and the current release stays`);
      process.exitCode = 1;
      return;
    }
    const counts = countsOf(release, files);
    await within('write', async (releases) => {
      const came = await releases.publish({ id: release.id, counts, packed: packFiles(files) }, now());
      say(`${release.id} ${came === 'current' ? 'is the current release already' : 'is published'}: ${holds(counts)}`);
    });
  },
});

const list = defineCommand({
  meta: { name: 'list', description: `the last ${RELEASES_KEPT} releases that were current; * is current now` },
  run: () =>
    within('read', async (releases) => {
      const kept = await releases.list();
      if (kept.length === 0) say('none was published: servers use the files of their own folder');
      for (const { id, at, counts, current } of kept)
        say(`${current ? '*' : ' '} ${id}  ${minute(at)}  ${holds(counts)}`);
    }),
});

const idArgument = { type: 'positional', required: true, description: 'an id, or how it begins' } as const;

const show = defineCommand({
  meta: { name: 'show', description: 'what one release holds, when it was published, and whether it is current' },
  args: { id: idArgument },
  run: ({ args }) =>
    within('read', async (releases) => {
      const { id, at, since, counts, current } = await find(releases, args.id);
      say(
        `release    ${id}`,
        `published  ${minute(at)}`,
        current ? `current    since ${minute(since)}` : `current    no, last made so ${minute(since)}`,
        `holds      ${holds(counts)}`,
      );
    }),
});

const rollback = defineCommand({
  meta: { name: 'rollback', description: 'makes an earlier release the current one again' },
  args: { id: idArgument },
  run: ({ args }) =>
    within('read', async (releases) => {
      const { id } = await find(releases, args.id);
      // One that this program can no longer load would be refused by every server.
      releaseOf(unpackFiles((await releases.packed(id)) ?? '', id));
      await releases.choose(id, now());
      say(`${id} is the current release`);
    }),
});

export const release = defineCommand({
  meta: { name: 'release', description: 'the releases of flows and content in the store' },
  subCommands: { list, publish, show, rollback },
});
