import type { ChannelName, Content } from '../../src/channel/channel.ts';
import { localesOf, type Release } from '../../src/content/release.ts';
import { type Conversation, decodeConversation } from '../../src/dialog/conversation.ts';
import type { Heard, Turned } from '../../src/dialog/room.ts';
import { slowDown, turn } from '../../src/dialog/turn.ts';
import { type Chance, pick, weighted } from '../support/chance.ts';
import { countUnderstanding } from './counted.ts';
import { type Asked, createEvents } from './events.ts';
import { createCourse } from './held.ts';
import type { Fuzzed, Run } from './part.ts';
import { type Saved, savedOf, spoil } from './saved.ts';
import { readBack, standsSomewhere, wrongWithLaid } from './turned.ts';

/** One person in the middle of something. */
interface Person {
  readonly channel: ChannelName;
  readonly language: string | undefined;
  now: number;
  stopped: boolean;
  conversation: Conversation | undefined;
  asked: Asked;
  /** What was saved came back spoiled, and they have not moved since. */
  spoiled: boolean;
}

const BEGIN = Date.UTC(2026, 10, 21, 18);
const YEAR = 365 * 86_400_000;
const PEOPLE = 500;
const MOST_TOLD = 20;
const CHANNELS: readonly ChannelName[] = ['sms', 'whatsapp', 'telegram', 'terminal'];
const NOTHING: Asked = { options: [], at: { flow: '', step: '' } };
/** Milliseconds between two messages: seconds mostly, days at times, and clocks that were put back. */
const STEPS = [
  ...([
    [50, 1000],
    [20, 0],
    [20, 60_000],
    [4, 3_600_000],
    [3, 86_400_000],
  ] as const),
  ...([
    [1, 40 * 86_400_000],
    [1, -3_600_000],
    [0.5, -40 * 86_400_000],
  ] as const),
] as const;

/** Someone new, on any channel, whose app speaks any language, or none, or one that nobody knows. */
const someoneNew = (chance: Chance, release: Release): Person => ({
  channel: pick(chance, CHANNELS),
  language: pick(chance, [...localesOf(release), 'es-MX', 'ht', 'zz-ZZ', '', '\0', undefined]),
  now: BEGIN,
  stopped: false,
  conversation: undefined,
  asked: NOTHING,
  spoiled: false,
});

/** What a store of another organisation keeps of its people. */
const savedElsewhere = (foreign: Release, chance: Chance): readonly Saved[] => {
  const next = createEvents(foreign);
  const saved: Saved[] = [];
  let conversation: Conversation | undefined;
  let asked: Asked = NOTHING;
  for (let i = 0; i < 300; i++) {
    const turned = turn(foreign, conversation, { channel: 'sms', content: next(chance, asked) }, BEGIN);
    conversation = turned.conversation ?? undefined;
    asked = turned;
    if (conversation) saved.push(savedOf(conversation));
  }
  return saved;
};

/** Whether nothing may be said: the provider has said it, nobody is there, or they asked not to be written to. */
const maySayNothing = (person: Person, content: Content): boolean =>
  person.stopped || content.kind === 'consent' || content.kind === 'blocked';

/** What is wrong with what came of one event; undefined when nothing is. Moves the person on. */
const settle = (release: Release, person: Person, content: Content, turned: Turned): string | undefined => {
  const { laid, conversation, consent } = turned;
  const before = person.conversation;
  if (!laid && !maySayNothing(person, content)) return 'silence';
  if (laid && person.stopped && consent !== 'started' && content.kind !== 'group') return 'words for who wants none';
  if (consent) person.stopped = consent === 'stopped';
  if (laid) person.asked = turned;
  if (conversation === undefined) return wrongWithLaid(turned, person.channel);
  if (conversation === null) Object.assign(person, { conversation: undefined, spoiled: false });
  else {
    const { kept, same } = readBack(conversation);
    person.conversation = kept;
    if (!same) return 'a conversation that is another when it is read back';
    // Help, and other things said in between, leave someone where they were, wherever that is.
    const stayed = person.spoiled && conversation.place === before?.place;
    if (!stayed && !standsSomewhere(release, conversation, person.now)) return 'a place that is not there';
    person.spoiled = stayed;
  }
  return wrongWithLaid(turned, person.channel);
};

/** So many random events to the pure engine: people who answer, people who send anything, and saved states that come back spoiled. */
export const fuzzEngine = (whole: Release, foreign: Release, run: Run): Fuzzed => {
  const { chance, count, minutes, collect, tell } = run;
  const elsewhere = savedElsewhere(foreign, chance);
  const understanding = countUnderstanding(whole);
  const { release } = understanding;
  const next = createEvents(release);
  const people = Array.from({ length: PEOPLE }, () => someoneNew(chance, release));
  const steps = new Set<string>();
  const wrong: string[] = [];
  const sum = { done: 0, spoiled: 0, wrong: 0, throws: 0 };
  const course = createCourse(count, minutes, collect);
  const wrongly = (what: string, ...rest: readonly unknown[]): void => {
    if (sum.wrong + sum.throws < MOST_TOLD) wrong.push(`${what}: ${JSON.stringify(rest).slice(0, 2000)}`);
  };
  for (; !course.over(sum.done); sum.done++) {
    const at = Math.floor(chance() * PEOPLE);
    const person = chance() < 0.002 ? someoneNew(chance, release) : (people[at] as Person);
    people[at] = person;
    const later = person.now + weighted(chance, STEPS);
    person.now = Math.abs(later - BEGIN) > 6 * YEAR ? BEGIN : later;
    const content = next(chance, person.asked);
    const heard: Heard = { channel: person.channel, content, language: person.language };
    let saved: Saved | undefined;
    try {
      if (person.conversation && chance() < 0.02) {
        saved = spoil(chance, savedOf(person.conversation), elsewhere);
        sum.spoiled++;
        person.spoiled = true;
        person.conversation = decodeConversation(saved.profile, saved.state);
      }
      understanding.next();
      const answered = chance() < 0.01 ? slowDown : turn;
      const turned = answered(release, person.conversation, heard, person.now, person.stopped);
      steps.add(`${turned.at.flow}/${turned.at.step}`);
      const why = settle(release, person, content, turned);
      if (why) {
        wrongly(why, content, turned.at, turned.laid, saved);
        sum.wrong++;
      }
    } catch (cause) {
      wrongly(`thrown ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`, content, saved);
      sum.throws++;
      people[at] = someoneNew(chance, release);
    }
    course.note(sum.done);
    tell(sum.done);
  }
  return {
    part: 'engine',
    count: sum.done,
    wanted: count,
    figures: [
      { name: 'saved states spoiled', value: sum.spoiled, unit: 'events' },
      { name: 'searched for', value: understanding.searched(), unit: 'events' },
      { name: 'judged for danger', value: understanding.judged(), unit: 'events' },
      { name: 'questions reached', value: steps.size, unit: 'steps' },
    ],
    wrongs: sum.wrong,
    throws: sum.throws,
    stuck: 0,
    told: wrong,
    held: course.end(),
    seconds: course.seconds(),
  };
};
