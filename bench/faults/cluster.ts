import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Database } from './world.ts';

/** A PostgreSQL server of our own, with a database for each run. */
export interface Cluster {
  readonly fresh: () => Promise<Required<Database>>;
  readonly close: () => Promise<void>;
}

const run = promisify(execFile);
const BINARIES = '/usr/lib/postgresql';

/** Where Debian keeps the newest PostgreSQL's own programs. */
const findPrograms = async (): Promise<string> => {
  const versions = (await readdir(BINARIES)).sort((a, b) => Number(b) - Number(a));
  if (!versions[0]) throw new Error(`there is no PostgreSQL in ${BINARIES}: install the package postgresql`);
  return join(BINARIES, versions[0], 'bin');
};

const FULL = `
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON conversation EXECUTE FUNCTION disk_is_full()`;
const EMPTIED = 'DROP TRIGGER full_disk ON conversation; DROP FUNCTION disk_is_full()';

const query = async (url: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: url, lock_timeout: 30_000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

/** A PostgreSQL of its own, in a folder that is gone afterwards; flushes are real, since it is killed. */
export const createCluster = async (): Promise<Cluster> => {
  const programs = await findPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-faults-'));
  const root = process.getuid?.() === 0;
  const as = root ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'] : ['env'];
  if (root) {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
    );
    await chown(folder, uid as number, gid as number);
  }
  const program = async (name: string, ...args: readonly string[]): Promise<void> => {
    const [command = '', ...first] = [...as, join(programs, name), ...args];
    await run(command, first, { cwd: folder });
  };
  const data = join(folder, 'data');
  // Not the port of a server that runs already.
  const port = 20_000 + (process.pid % 20_000);
  await program('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=60`;
  const start = (): Promise<void> =>
    program('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start');
  await start();
  let databases = 0;
  return {
    fresh: async () => {
      const name = `run${++databases}`;
      await query(`postgres://postgres@127.0.0.1:${port}/postgres`, `CREATE DATABASE ${name}`);
      const url = `postgres://postgres@127.0.0.1:${port}/${name}`;
      return {
        url,
        restart: async () => {
          await program('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
          await start();
        },
        fill: (full) => query(url, full ? FULL : EMPTIED),
      };
    },
    close: async () => {
      await program('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      await rm(folder, { recursive: true });
    },
  };
};
