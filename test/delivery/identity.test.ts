import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, ChannelName } from '../../src/channel/channel.ts';
import { readTwilio } from '../../src/channel/twilio.ts';
import { createQuestions } from '../../src/delivery/questions.ts';
import { createReceive } from '../../src/delivery/receive.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { type Form, openDoors, twilioText, twimlText } from '../support/doors.ts';
import { createTestDatabase, named, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const NOON = Date.UTC(2026, 2, 1, 12);

const NUMBER = 'whatsapp:+15005550100';
const ID = 'whatsapp:US.13491208655302741918';
/** What says, in a request from the one, that the other is the same person. */
const WITH_NUMBER = { WaId: '15005550100' };
const WITH_ID = { ExternalUserId: 'US.13491208655302741918' };

/** Somewhere to write to; what is given beside the text are fields of the form. */
interface World {
  readonly say: (from: string, text: string, given?: Form) => Promise<string>;
  readonly close: () => Promise<unknown>;
}

const plain = (name: ChannelName): readonly [ChannelName, Channel] => [
  name,
  {
    name,
    can: CAPABILITIES[name],
    inline: (laid) => ({ status: 200, type: 'text/plain', body: laid?.text ?? '' }),
    send: async () => ({ kind: 'sent', id: '1' }),
  },
];

const inMemory = (store: Store = createMemoryStore(), keyText = newPersonKey()): World => {
  const release = releaseOf(files);
  const ring = readPersonKeys(keyText);
  const keys = createKeys(ring);
  const { receive } = createReceive({
    store: () => store,
    keys,
    questions: createQuestions({ store, keys, now: () => NOON, failed: () => undefined }),
    seal: createSeal(ring),
    channels: new Map([plain('sms'), plain('whatsapp')]),
    release: () => release,
    now: () => NOON,
    note: () => undefined,
  });
  return {
    say: async (from, text, given = {}) => {
      const read = readTwilio({ ...twilioText(from, text), ...given });
      if (!('content' in read)) throw new Error(read.kind);
      return (await receive(read)).body;
    },
    close: async () => undefined,
  };
};

const throughDoors = async (environment: Readonly<Record<string, string>> = {}): Promise<World> => {
  const doors = await openDoors(files, () => NOON, environment);
  return {
    say: async (from, text, given = {}) => {
      const { status, body } = await doors.twilio({ ...twilioText(from, text), ...given });
      expect(status).toBe(200);
      return twimlText(body);
    },
    close: doors.close,
  };
};

const open: World[] = [];
const keep = (world: World): World => {
  open.push(world);
  return world;
};
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const HOW_OLD = 'How old is the reader?';
const HOW_LATE = 'How many days is it late?';

/** Says what leads to the second question of a script. */
const begin = async ({ say }: World, from: string, given: Form = {}): Promise<void> => {
  await say(from, 'hello', given);
  expect(await say(from, '1', given)).toBe(HOW_OLD);
};

describe.each<[string, () => World | Promise<World>]>([
  ['in memory', inMemory],
  ['through the doors, on SQLite', throughDoors],
])('one person by two addresses, %s', (_, create) => {
  const enter = async (): Promise<World> => keep(await create());

  it('goes on under the id where the number left off, when the request names both', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    expect(await world.say(ID, '40', WITH_NUMBER)).toBe(HOW_LATE);
    expect(await world.say(ID, '10')).toContain('You owe 2 euros');
  });

  it('goes on under the number where the id left off', async () => {
    const world = await enter();
    await begin(world, ID);
    expect(await world.say(NUMBER, '40', WITH_ID)).toBe(HOW_LATE);
    expect(await world.say(NUMBER, '10')).toContain('You owe 2 euros');
  });

  it('may change from message to message', async () => {
    const world = await enter();
    await begin(world, NUMBER, WITH_ID);
    expect(await world.say(ID, '40', WITH_NUMBER)).toBe(HOW_LATE);
    expect(await world.say(NUMBER, '10', WITH_ID)).toContain('You owe 2 euros');
  });

  it('is two people as long as nobody says otherwise', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    expect(await world.say(ID, '40')).toContain('I am Ventanilla');
    expect(await world.say(NUMBER, '40')).toBe(HOW_LATE);
  });

  it('keeps what the address that wrote says, where both have something', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    await world.say(ID, 'hello');
    expect(await world.say(NUMBER, '40', WITH_ID)).toBe(HOW_LATE);
    expect(await world.say(ID, 'hello')).toContain('I am Ventanilla');
  });

  it('gets the same reply again to a delivery that comes again under the other', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    const MessageSid = 'SM-again';
    const reply = await world.say(NUMBER, '40', { ...WITH_ID, MessageSid });
    expect(await world.say(ID, '40', { ...WITH_NUMBER, MessageSid })).toBe(reply);
    expect(await world.say(NUMBER, '10', WITH_ID)).toContain('You owe 2 euros');
  });

  it('who asked for silence under the number has it under the id, and later under the id alone', async () => {
    const world = await enter();
    await world.say(NUMBER, 'stop');
    expect(await world.say(ID, 'hello', WITH_NUMBER)).toBe('');
    expect(await world.say(ID, 'hello')).toBe('');
    expect(await world.say(NUMBER, 'hello')).toBe('');
  });

  it('who asked for silence while both were named has it under each alone, and ends it for both', async () => {
    const world = await enter();
    await world.say(NUMBER, 'stop', WITH_ID);
    for (const address of [ID, NUMBER]) expect(await world.say(address, 'hello')).toBe('');
    await world.say(ID, '', { ...WITH_NUMBER, OptOutType: 'START' });
    for (const address of [ID, NUMBER]) expect(await world.say(address, 'menu')).not.toBe('');
  });

  it('is forgotten under every address that the request names', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    await begin(world, ID);
    expect(await world.say(ID, 'forget', WITH_NUMBER)).toContain('I erased everything');
    for (const address of [ID, NUMBER]) expect(await world.say(address, '40')).toContain('I am Ventanilla');
  });

  it('is not whoever has the same number on SMS', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    expect(await world.say('+15005550100', '40')).toContain('I am Ventanilla');
    // What names someone on WhatsApp says nothing of an SMS.
    expect(await world.say('+15005550100', 'menu', WITH_ID)).toContain('What can I do');
    expect(await world.say(ID, '40', WITH_NUMBER)).toBe(HOW_LATE);
  });

  it('is nobody else, whatever the address looks like', async () => {
    const world = await enter();
    await begin(world, NUMBER);
    await begin(world, ID);
    for (const other of [
      'whatsapp:+1500555010',
      'whatsapp:+150055501000',
      'whatsapp:15005550100',
      'whatsapp: +15005550100',
      'whatsapp:us.13491208655302741918',
      'whatsapp:US.13491208655302741919',
      'whatsapp:US.ENT.13491208655302741918',
      'whatsapp:13491208655302741918',
      '+13491208655302741918',
    ])
      expect(await world.say(other, '40'), other).toContain('I am Ventanilla');
  });
});

describe('a person by two addresses', () => {
  it('is found under an older key too', async () => {
    const [old, fresh] = [newPersonKey(), newPersonKey()];
    const store = createMemoryStore();
    await begin(inMemory(store, old), NUMBER);
    expect(await inMemory(store, `${fresh},${old}`).say(ID, '40', WITH_NUMBER)).toBe(HOW_LATE);
    expect(await inMemory(store, fresh).say(ID, '10')).toContain('You owe 2 euros');
  });

  it('who asked for silence under an older key keeps it when that key goes, by having written', async () => {
    const [old, fresh] = [newPersonKey(), newPersonKey()];
    const store = createMemoryStore();
    await inMemory(store, old).say(NUMBER, 'stop');
    expect(await inMemory(store, `${fresh},${old}`).say(NUMBER, 'hello')).toBe('');
    expect(await inMemory(store, fresh).say(NUMBER, 'hello')).toBe('');
  });

  it('whose silence is known under both leaves no further trace', async () => {
    const store = createMemoryStore();
    let commits = 0;
    const commit: Store['commit'] = (turn) => {
      commits++;
      return store.commit(turn);
    };
    const world = inMemory({ ...store, commit });
    await world.say(NUMBER, 'stop');
    await world.say(ID, 'hello', WITH_NUMBER);
    expect(commits).toBe(2);
    await world.say(ID, 'hello', WITH_NUMBER);
    await world.say(NUMBER, 'hello', WITH_ID);
    expect(commits).toBe(2);
  });

  it('has no word of either address in what is kept', async () => {
    const commits: unknown[] = [];
    const store = createMemoryStore();
    const commit: Store['commit'] = (turn) => {
      commits.push(turn);
      return store.commit(turn);
    };
    await begin(inMemory({ ...store, commit }), ID, WITH_NUMBER);
    for (const planted of ['5005550100', '13491208655302741918', 'US.'])
      expect(JSON.stringify(commits)).not.toContain(planted);
  });

  it('of a form that nobody knows yet is answered, and never mistaken for another', async () => {
    const world = inMemory();
    await begin(world, NUMBER);
    const strange = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map((id) => `whatsapp:${id}`);
    const field = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(strange, field, field, async (from, ExternalUserId, ExternalUserIdentifier) => {
        expect(await world.say(from, 'menu', { ExternalUserId, ExternalUserIdentifier })).not.toBe('');
      }),
      { numRuns: 50 },
    );
    expect(await world.say(NUMBER, '40')).toBe(HOW_LATE);
  });
});

/** Two servers on one store. Each message may be read by either, under either address. */
const prove = async (servers: readonly [World, World]): Promise<void> => {
  const [one, other] = servers.map(keep) as [World, World];
  for (let round = 0; round < 5; round++) {
    const number = `15005550${200 + round}`;
    const id = `US.1000${round}`;
    const asNumber = (text: string) => one.say(`whatsapp:+${number}`, text, { ExternalUserId: id });
    const asId = (text: string) => other.say(`whatsapp:${id}`, text, { WaId: number });
    // Nothing is kept yet: whoever comes second finds what the first began.
    const greeted = await Promise.all([asNumber('hello'), asId('hello')]);
    expect(greeted.filter((reply) => reply.includes('I am Ventanilla'))).toHaveLength(1);
    expect(await asNumber('1')).toBe(HOW_OLD);
    // Two answers at once are taken one after the other, in either order, and none is lost.
    const replies = await Promise.all([asNumber('40'), asId('40')]);
    expect(replies.toSorted()).toEqual([HOW_LATE, expect.stringContaining('You owe')].toSorted());
  }
};

describe('two deliveries at once, of one person by two addresses, to two processes', () => {
  it('are one conversation in one store', async () => {
    const [store, key] = [createMemoryStore(), newPersonKey()];
    await prove([inMemory(store, key), inMemory(store, key)]);
  });

  it('are one conversation on one SQLite file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-identity-'));
    const environment = { DATABASE_URL: `sqlite:${folder}/kept.db`, PERSON_KEY: newPersonKey() };
    keep({ say: async () => '', close: async () => rmSync(folder, { recursive: true }) });
    await prove([await throughDoors(environment), await throughDoors(environment)]);
  });

  it.skipIf(withoutPostgres)(named('are one conversation in one PostgreSQL database'), async () => {
    const database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, PERSON_KEY: newPersonKey() };
    await prove([await throughDoors(environment), await throughDoors(environment)]);
    for (const world of open.splice(0)) await world.close();
    await database.drop();
  });
});
