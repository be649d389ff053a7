import { parseArgs } from 'node:util';
import { contentOf, noonOf, openTalk } from '../src/check/rehearse.ts';
import { loadRelease } from '../src/content/load.ts';
import { localesOf, type Release } from '../src/content/release.ts';
import { openScene } from '../src/content/scene.ts';
import { readTree } from '../src/content/tree.ts';
import { type Conversation, newConversation } from '../src/dialog/conversation.ts';
import type { Heard } from '../src/dialog/room.ts';
import { turn } from '../src/dialog/turn.ts';
import type { Event, Place } from '../src/flow/model.ts';
import { run } from '../src/flow/run.ts';
import type { Scene } from '../src/flow/scene.ts';
import { chanceFrom, shuffled } from './support/chance.ts';
import { type Figure, printFigure } from './support/figures.ts';
import { numberOf, wholeOf } from './support/options.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '2' },
    /** In which order people write. */
    seed: { type: 'string', default: '1' },
  },
});
const seconds = numberOf('seconds', values.seconds);
const seed = wholeOf('seed', values.seed, 0);

/** Turns that really happen in the talk files: what came in, and where the person stood. */
interface Recorded {
  readonly before: Conversation | undefined;
  readonly heard: Heard;
  readonly now: number;
}

const record = (release: Release): readonly Recorded[] =>
  release.talks.flatMap((file) =>
    file.talks.flatMap((talk) => {
      let { conversation, options } = openTalk(release, file.flow, talk);
      return talk.talk.map((line) => {
        const heard: Heard = {
          channel: talk.channel ?? 'sms',
          content: contentOf(line.me, options),
          language: talk.language,
        };
        const recorded = { before: conversation, heard, now: noonOf(release, talk.day) };
        const turned = turn(release, conversation, heard, recorded.now);
        if (turned.conversation !== undefined) conversation = turned.conversation ?? undefined;
        options = turned.options;
        return recorded;
      });
    }),
  );

/** Rounds of the whole list until the time is up; operations a second of the best of five slices, the machine being shared. */
const rate = (work: () => number): number => {
  work();
  let best = 0;
  for (let slice = 0; slice < 5; slice++) {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < (seconds * 1000) / 5) done += work();
    best = Math.max(best, done / ((performance.now() - start) / 1000));
  }
  return Math.round(best);
};

/** What the machine does in the same minute with plain work: a yardstick for ratios. */
const yardstick = (): number =>
  rate(() => {
    for (let i = 0; i < 1000; i++)
      JSON.parse(JSON.stringify({ stack: [{ flow: 'a', step: 'b', vars: { x: i, y: 'z' } }], history: [], misses: 0 }));
    return 1000;
  });

const main = (): void => {
  const started = performance.now();
  const { release } = loadRelease(readTree('.'));
  if (!release) throw new Error('the content of this repository cannot be loaded');
  const loading = performance.now() - started;
  const turns = shuffled(chanceFrom(seed), record(release));
  const engine = turns.flatMap(({ before, now }): { place: Place; event: Event; scene: Scene }[] => {
    const { place } = before ?? newConversation(release.settings.default);
    const scene = openScene(release, now);
    const asked = run(place, { kind: 'repeat' }, scene, release.settings.home);
    const events: Event[] = [
      ...asked.options.map((o): Event => ({ kind: 'pick', option: o.id })),
      { kind: 'text', text: '2019', locale: release.settings.default },
      { kind: 'back' },
    ];
    return events.map((event) => ({ place, event, scene }));
  });
  const figures: Figure[] = [
    { name: 'plain json round trips', value: yardstick(), unit: 'per second' },
    {
      name: 'engine turns, one core',
      value: rate(() => {
        for (const { place, event, scene } of engine) run(place, event, scene, release.settings.home);
        return engine.length;
      }),
      unit: 'per second',
    },
    {
      name: 'turns with words and layout, one core',
      value: rate(() => {
        for (const { before, heard, now } of turns) turn(release, before, heard, now);
        return turns.length;
      }),
      unit: 'per second',
    },
    { name: 'loading flows and content', value: Math.round(loading), unit: 'ms' },
    { name: 'languages', value: localesOf(release).length, unit: 'languages' },
    { name: 'recorded turns', value: turns.length, unit: 'turns' },
  ];
  for (const figure of figures) printFigure(figure, values.json);
};

main();
