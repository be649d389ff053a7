import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutbound, type Outbound } from './outbound.ts';
import { type Server, startServer } from './servers.ts';
import { createWire, type Wire } from './wire.ts';

/** A PostgreSQL that the servers reach through wires; without one they share nothing and there is one of them, on SQLite. */
export interface Database {
  readonly url: string;
  /** Dies without a farewell and comes back at once. */
  readonly restart?: () => Promise<void>;
  /** Refuses every write as PostgreSQL does on a full disk (SQLSTATE 53100), or ends that. */
  readonly fill?: (full: boolean) => Promise<void>;
}

export interface World {
  /** The database, past the wires. */
  readonly databaseUrl: string;
  readonly personKey: string;
  readonly now: () => number;
  readonly servers: readonly Server[];
  /** One for each server, with PostgreSQL. */
  readonly wires: readonly Wire[];
  readonly outbound: Outbound;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const SERVERS = 2;

/** Everything a run needs, on loopback; the clock of the servers begins at `startAt` and runs on over their deaths. */
export const createWorld = async (
  dir: string,
  startAt: number,
  database: Database | undefined,
  without: string | undefined,
): Promise<World> => {
  const begun = performance.now();
  const now = (): number => Math.round(startAt + performance.now() - begun);
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-faults-'));
  const databaseUrl = database?.url ?? `sqlite:${join(folder, 'kept.db')}`;
  const personKey = randomBytes(32).toString('base64');
  const outbound = await createOutbound();
  const wires: Wire[] = [];
  const servers: Server[] = [];
  const begin = async (url: string): Promise<void> => {
    servers.push(await startServer({ dir, databaseUrl: url, personKey, now, outbound: outbound.url, without }));
  };
  return {
    databaseUrl,
    personKey,
    now,
    servers,
    wires,
    outbound,
    start: async () => {
      if (!database) await begin(databaseUrl);
      for (let i = 0; database && i < SERVERS; i++) {
        const { hostname, port } = new URL(database.url);
        const wire = await createWire({ host: hostname, port: Number(port || 5432) });
        wires.push(wire);
        const through = new URL(database.url);
        through.hostname = '127.0.0.1';
        through.port = String(wire.port);
        await begin(through.href);
      }
      await Promise.all(servers.map((server) => server.ready()));
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      for (const wire of wires) await wire.close();
      await outbound.close();
      await rm(folder, { recursive: true });
    },
  };
};
