import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.ts';
import type { Database, World } from './world.ts';

/** How far the conversations have come, as a share from 0 to 1; they go on only as far as is allowed. */
export interface Progress {
  readonly share: () => number;
  readonly allow: (share: number) => void;
}

export interface Harm {
  kills: number;
  /** Of these, between the moment the database had the turn and the moment the server would have known. */
  atCommit: number;
  outages: number;
}

const ARMED_MS = 3000;
const OUTAGE_EACH = 10;
const FULL_MS = 1500;
const STALL_MS = 1500;
const LATEST_MS = 300;

/** Kills right after the next turn is written, before its server can answer; after some seconds without one, anyhow. */
const killAtCommit = async ({ servers, wires }: World, victim: number): Promise<boolean> => {
  const seen = await new Promise<boolean>((resolve) => {
    const disarm = wires[victim]?.atCommit(() => {
      servers[victim]?.kill();
      resolve(true);
    });
    setTimeout(() => {
      disarm?.();
      resolve(false);
    }, ARMED_MS).unref();
  });
  if (!seen) servers[victim]?.kill();
  return seen;
};

const outage = async ({ wires }: World, database: Database, kind: number): Promise<void> => {
  if (kind === 0) return database.restart?.();
  if (kind === 1) {
    await database.fill?.(true);
    await pause(FULL_MS);
    return database.fill?.(false);
  }
  for (const wire of wires) kind === 2 ? wire.cut() : wire.stall(STALL_MS);
};

/** Does so many times, spread evenly over the run at seeded instants, what production does now and then. */
export const harm = async (
  world: World,
  database: Database | undefined,
  kills: number,
  chance: Chance,
  progress: Progress,
): Promise<Harm> => {
  const done: Harm = { kills: 0, atCommit: 0, outages: 0 };
  const kinds = [database?.restart && 0, database?.fill && 1, 2, 3].filter((kind) => kind !== undefined);
  for (let k = 0; k < kills; k++) {
    const at = (k + chance()) / kills;
    progress.allow((k + 2) / kills);
    while (progress.share() < at) await pause(2);
    await Promise.all(world.servers.map((server) => server.ready()));
    await pause(chance() * LATEST_MS);
    if (database && k % OUTAGE_EACH === 1) {
      await outage(world, database, kinds[done.outages % kinds.length] as number);
      done.outages++;
    }
    const victim = Math.floor(chance() * world.servers.length);
    if (database && chance() < 0.5) done.atCommit += Number(await killAtCommit(world, victim));
    else world.servers[victim]?.kill();
    done.kills++;
  }
  progress.allow(1);
  return done;
};
