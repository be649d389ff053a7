import { parseArgs } from 'node:util';
import { FOREIGN } from '../test/support/repository.ts';
import { createCluster } from './faults/cluster.ts';
import { type Plan, type Result, runFaults } from './faults/run.ts';

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

const plan: Plan = {
  seed: Number(values.seed),
  dir: values.dir,
  startAt: Date.parse(`${values.day}T10:00:00Z`),
  conversations: Number(values.conversations),
  kills: Number(values.kills),
  letters: Number(values.letters),
};
/** Enough to see a missing safeguard many times over. */
const PROOF = { conversations: 300, kills: 0, letters: 200 } as const;
const SAFEGUARDS = ['deduplication', 'version-check', 'claim'] as const;

const print = (name: string, value: number | string, unit: string): void => {
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ name, value, unit })}\n`
      : `${name.padEnd(58)} ${String(value).padStart(8)} ${unit}\n`,
  );
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

print('seed', plan.seed, '');
const wanted = (part: string): boolean => values.only === undefined || values.only === part;
const cluster = await createCluster();
try {
  if (wanted('postgres')) {
    const both = await runFaults({ ...plan, database: await cluster.fresh() });
    report('two servers on PostgreSQL', both);
    if (both.traffic.givenUp.telegram + both.traffic.givenUp.twilio > 0)
      complain('two servers on PostgreSQL: given up');
  }
  if (wanted('sqlite')) {
    const one = await runFaults(plan);
    report('one server on SQLite', one);
    if (one.traffic.givenUp.telegram > 0) complain('one server on SQLite: given up by Telegram');
  }
  for (const without of wanted('proof') ? SAFEGUARDS : []) {
    const { lost, double } = await runFaults({ ...plan, ...PROOF, database: await cluster.fresh(), without });
    print(`without ${without}: lost or double`, lost.length + double.length, 'deliveries');
    if (lost.length + double.length === 0) complain(`without ${without} the run does not fail: it proves nothing`);
  }
} finally {
  await cluster.close();
}
