import { parseArgs } from 'node:util';
import { FOREIGN } from '../test/support/repository.ts';
import { createCluster } from './faults/cluster.ts';
import { type Plan, type Result, runFaults } from './faults/run.ts';
import { printFigure } from './support/figures.ts';
import { choicesOf, wholeOf } from './support/options.ts';
import { createProgress } from './support/progress.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    conversations: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '200' },
    letters: { type: 'string', default: '1000' },
    /** One part of the run: postgres, sqlite or proof. */
    only: { type: 'string' },
    dir: { type: 'string', default: FOREIGN },
    day: { type: 'string', default: '2026-03-01' },
  },
});

const parts = choicesOf('only', values.only, ['postgres', 'sqlite', 'proof']);
const plan: Plan = {
  seed: wholeOf('seed', values.seed, 0),
  dir: values.dir,
  startAt: Date.parse(`${values.day}T10:00:00Z`),
  conversations: wholeOf('conversations', values.conversations),
  kills: wholeOf('kills', values.kills, 0),
  letters: wholeOf('letters', values.letters, 0),
};
/** Enough to see a missing safeguard many times over. */
const PROOF = { conversations: 300, kills: 0, letters: 200 } as const;
const SAFEGUARDS = ['deduplication', 'version-check', 'claim'] as const;

const print = (name: string, value: number, unit: string): void => printFigure({ name, value, unit }, values.json);
const run = (where: string, more: Partial<Plan>): Promise<Result> => {
  const asked = { ...plan, ...more };
  return runFaults({ ...asked, tell: createProgress(where, asked.conversations, 'conversations') });
};

const complain = (what: string): void => {
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
};

const report = (where: string, { traffic, harm, ...result }: Result): void => {
  const figure = (name: string, value: number, unit: string): void => print(`${where}: ${name}`, value, unit);
  figure('messages', traffic.messages, 'messages');
  figure('attempts', traffic.attempts, 'requests');
  figure('repeats of what was answered', traffic.repeats, 'requests');
  figure('SIGKILL', harm.kills, 'kills');
  figure('of these between commit and response', harm.atCommit, 'kills');
  figure('restarts', result.restarts, 'restarts');
  figure('outages of the database', harm.outages, 'outages');
  figure('lost', result.lost.length, 'deliveries');
  figure('double', result.double.length, 'deliveries');
  figure('given up by Telegram', traffic.givenUp.telegram, 'deliveries');
  figure('given up by Twilio', traffic.givenUp.twilio, 'deliveries');
  figure('ambiguous sends', result.ambiguous.length, 'letters');
  figure('time', result.seconds, 's');
  for (const id of result.ambiguous) process.stderr.write(`${where}: ambiguous: ${id}\n`);
  for (const id of result.lost) complain(`${where}: lost: ${id}`);
  for (const id of result.double) complain(`${where}: double: ${id}`);
};

print('seed', plan.seed, 'seed');
const cluster = await createCluster();
try {
  if (parts.includes('postgres')) {
    const where = 'two servers on PostgreSQL';
    const both = await run(where, { database: await cluster.fresh() });
    report(where, both);
    if (both.traffic.givenUp.telegram + both.traffic.givenUp.twilio > 0) complain(`${where}: given up`);
  }
  if (parts.includes('sqlite')) {
    const where = 'one server on SQLite';
    const one = await run(where, {});
    report(where, one);
    if (one.traffic.givenUp.telegram > 0) complain(`${where}: given up by Telegram`);
  }
  for (const without of parts.includes('proof') ? SAFEGUARDS : []) {
    const where = `without ${without}`;
    const { lost, double } = await run(where, { ...PROOF, database: await cluster.fresh(), without });
    print(`${where}: lost or double`, lost.length + double.length, 'deliveries');
    if (lost.length + double.length === 0) complain(`${where} the run does not fail: it proves nothing`);
  }
} finally {
  await cluster.close();
}
