import { beforeAll, describe, expect, it } from 'vitest';
import { readYaml, type YamlFile } from '../../src/base/yaml.ts';
import { foldGsm7 } from '../../src/channel/gsm7.ts';
import { namesOf } from '../../src/content/names.ts';
import type { Release } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import type { Search } from '../../src/content/search/search.ts';
import { type Conversation, newConversation } from '../../src/dialog/conversation.ts';
import { optionId } from '../../src/dialog/option-id.ts';
import { SYSTEM } from '../../src/dialog/system.ts';
import { turn } from '../../src/dialog/turn.ts';
import { assignedAt } from '../../src/flow/assigned.ts';
import { compileFlow } from '../../src/flow/compile.ts';
import type { StepKind } from '../../src/flow/kind.ts';
import type { Event, Flow, Offered, Outcome, Place } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { type Chance, type Edited, editFlow, type RawFlow, unedited } from '../support/edit-flow.ts';
import { FOREIGN, filesOf, ROOT, releaseOf } from '../support/repository.ts';

const EDITS = 500;
/** After so many edits in a row the editors begin again: what nothing is left of would prove nothing. */
const SERIES = 6;
/** A large flow is compiled after a few edits at once. */
const STEPS_AN_EDIT = 20;
const MOST_AT_ONCE = 4;
const NOW = Date.UTC(2026, 10, 21, 18);
const LOCALE = 'es';

/** Numbers that look like chance and are always the same (mulberry32). */
const chanceOf = (seed: number): Chance => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % Math.max(1, below);
  };
};

const TYPED: Readonly<Record<string, readonly string[]>> = {
  integer: ['3', '1', '2019', '40'],
  money: ['480', '100'],
  decimal: ['17.45'],
  date: ['en 20 días'],
  'past-date': ['hace 5 días'],
  text: ['algo'],
  city: ['Tijuana'],
  place: ['Denver', 'Tijuana', 'Madrid'],
  zip: ['90011'],
};

/** A release with a mistake is never published: the first is reason enough. */
class Broken extends Error {}

/** Someone who waits at a question, and what they were asked. */
interface Waiting {
  readonly place: Place;
  readonly outcome: Outcome;
  /** What they could type, and be understood. */
  readonly typed: readonly string[];
}

const choosable = ({ options, named = [] }: Outcome): readonly Offered[] =>
  [...options, ...named].filter(({ global }) => !global);
const eventsOf = (outcome: Outcome): readonly Event[] => [
  ...choosable(outcome).map(({ id }): Event => ({ kind: 'pick', option: id })),
  ...(TYPED[outcome.input ?? ''] ?? []).map((text): Event => ({ kind: 'text', text, locale: LOCALE })),
];

/** People who wait in the middle of a flow, by walks at random: at each of its questions a few. */
const waitingIn = (release: Release, flow: string, chance: Chance): readonly Waiting[] => {
  const { home } = release.settings;
  const scene = openScene(release, NOW);
  const found = new Map<string, Waiting[]>();
  for (let walk = 0; walk < 60; walk++) {
    let outcome = run(NOWHERE, { kind: 'enter', flow }, scene, home);
    for (let moves = 0; moves < 40 && outcome.at.flow === flow; moves++) {
      const place = { stack: outcome.place.stack, history: [] };
      const asked = run(place, { kind: 'repeat' }, scene, home);
      const typed = (TYPED[asked.input ?? ''] ?? []).filter((text) => {
        const { understood, which } = run(place, { kind: 'text', text, locale: LOCALE }, scene, home);
        return understood && !which;
      });
      const there = found.get(outcome.at.step) ?? [];
      if (there.length < 3) found.set(outcome.at.step, [...there, { place, outcome: asked, typed }]);
      const events = eventsOf(asked);
      const event = events[chance(events.length)];
      if (!event) break;
      outcome = run(place, event, scene, home);
    }
  }
  return [...found.values()].flat();
};

interface Taken {
  readonly step: string;
  readonly event: Event;
}

/** The flow with a witness at each question: which answers were taken, and where. */
const witnessed = (flow: Flow, taken: Taken[]): Flow => ({
  ...flow,
  steps: new Map(
    [...flow.steps].map(([id, step]) => {
      const { receive } = step.kind;
      if (!receive) return [id, step];
      const kind: StepKind = {
        ...step.kind,
        receive: (spec, event, turning) => {
          const move = receive(spec, event, turning);
          if (event.kind !== 'start' && move.kind !== 'again') taken.push({ step: id, event });
          return move;
        },
      };
      return [id, { ...step, kind }];
    }),
  ),
});

/** Questions in people's own words are another matter, and take long to learn. */
const NO_SEARCH: Search = {
  isExample: () => false,
  find: () => ({ outcome: 'none', ranked: [], confidence: 0, locale: undefined }),
  meanings: () => new Map(),
  terms: () => ({ locale: undefined, terms: [] }),
};

/** The words of a flow follow its steps to their new names; steps that were added say something too. */
const retold = ({ texts }: Release, flow: string, { steps }: Edited): Release['texts'] => {
  const firstNames = new Map([...steps].map(([first, now]) => [now, first]));
  return {
    ...texts,
    entry: (locale, book, key) =>
      book === flow
        ? (texts.entry(locale, book, firstNames.get(key) ?? key) ?? texts.entry(locale, SYSTEM, 'media'))
        : texts.entry(locale, book, key),
  };
};

/** What someone sends, and what they mean by it. */
interface Said {
  readonly content: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'pick'; readonly id: string };
  readonly option?: string;
}

const saidTo = ({ outcome: { options }, typed }: Waiting, chance: Chance): Said | undefined => {
  const picked = chance(options.length + typed.length);
  const text = typed[picked - options.length];
  if (text !== undefined) return { content: { kind: 'text', text } };
  const option = options[picked];
  if (!option || option.global) return undefined;
  const content = chance(2) === 0 ? { kind: 'text', text: String(picked + 1) } : { kind: 'pick', id: optionId(option) };
  return { content: content as Said['content'], option: option.id };
};

describe.each([
  ['repository', ROOT],
  ['foreign organisation', FOREIGN],
])('a conversation in the middle of a flow of the %s', (_, dir) => {
  const files = filesOf(dir);
  let release: Release;
  /** What people are told when their question is no more. */
  let changed: string;
  beforeAll(() => {
    release = { ...releaseOf(files), search: () => NO_SEARCH, safety: () => ({ kindOf: () => undefined }) };
    const written = release.texts.entry(LOCALE, SYSTEM, 'changed')?.text.text;
    changed = foldGsm7(written?.template ?? '');
  });

  const compile = (id: string, yaml: YamlFile, edited: Edited): Flow | undefined => {
    const at = () => ({ file: id, line: 1, column: 1 });
    const gives = new Map([...release.flows].map(([flow, { gives }]) => [flow, gives]));
    const names = namesOf({ ...release, countries: release.geo?.countries ?? [], gives });
    try {
      return compileFlow(id, { ...yaml, at, keyAt: at, value: edited.raw }, names, (first) => {
        throw new Broken(first.message);
      });
    } catch (cause) {
      if (cause instanceof Broken) return undefined;
      throw cause;
    }
  };

  const survives = (flow: Flow, edited: Edited, waiting: Waiting, said: Said): 'went on' | 'told' => {
    const taken: Taken[] = [];
    const live: Release = {
      ...release,
      flows: new Map(release.flows).set(flow.id, witnessed(flow, taken)),
      texts: retold(release, flow.id, edited),
    };
    const before: Conversation = { ...newConversation(LOCALE), greeted: true, place: waiting.place };
    const turned = turn(live, before, { channel: 'sms', content: said.content }, NOW);
    const frame = waiting.place.stack.at(-1);
    const text = [turned.laid?.text, ...(turned.laid?.rest ?? [])].join('\n');
    expect(text).not.toBe('');
    if (taken.length === 0) {
      // Nothing was taken for an answer, and the person was told.
      expect(text).toContain(changed);
      return 'told';
    }
    for (const { step, event } of taken) {
      expect(step).toBe(edited.steps.get(frame?.step ?? ''));
      const option = `${frame?.step}/${said.option}`;
      if (event.kind === 'pick')
        expect(event.option).toBe(edited.options.has(option) ? edited.options.get(option) : said.option);
      else expect(event).toMatchObject({ kind: 'text', text: 'text' in said.content ? said.content.text : '' });
    }
    const now = turned.conversation?.place.stack.find((one) => one.flow === flow.id);
    const needed = assignedAt(flow).get(edited.steps.get(frame?.step ?? '') ?? '');
    for (const [name, value] of Object.entries(now ? (frame?.vars ?? {}) : {})) {
      const question = flow.steps.get(edited.steps.get(name) ?? '');
      if (!now || !question?.kind.saves(question.spec)) continue;
      const kept = now.vars[question.id];
      // Asked once more on the way, or an answer that nobody who stands here needs any more.
      const asked = taken.some(({ step }) => step === question.id) || now.step === question.id;
      if (!asked && (kept !== undefined || needed?.has(question.id))) expect(kept).toEqual(value);
    }
    return 'went on';
  };

  it(`survives ${EDITS} edits of it: no answer is taken for one to another question, and none is lost untold`, () => {
    const ends = { 'went on': 0, told: 0 };
    for (const [seed, id] of [...release.flows.keys()].entries()) {
      const chance = chanceOf(seed + 1);
      const file = `flows/${id}.yaml`;
      const yaml = readYaml(file, files.find((one) => one.file === file)?.text ?? '', () => undefined);
      const people = waitingIn(release, id, chance);
      if (!yaml || people.length === 0) continue;
      const original = unedited(yaml.value as RawFlow);
      const atOnce = Math.min(MOST_AT_ONCE, Math.ceil(Object.keys(original.raw.steps).length / STEPS_AN_EDIT));
      let edited = original;
      let tries = 0;
      for (let made = 0, named = 0; made < EDITS && tries < 20 * EDITS; tries++) {
        if (tries % SERIES === 0) edited = original;
        let next: Edited | undefined = edited;
        for (let i = 0; i < atOnce && next; i++) next = editFlow(next, chance, `edit_${named++}`);
        const flow = next && compile(id, yaml, next);
        if (!next || !flow) continue;
        edited = next;
        made += atOnce;
        for (let i = 0; i < 2; i++) {
          const waiting = people[chance(people.length)];
          const said = waiting && saidTo(waiting, chance);
          if (waiting && said) ends[survives(flow, edited, waiting, said)]++;
        }
      }
      expect(tries, id).toBeLessThan(20 * EDITS);
    }
    expect(ends['went on']).toBeGreaterThan(100);
    expect(ends.told).toBeGreaterThan(100);
  }, 240_000);
});
