import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeVars, encodeVars } from '../../src/base/value.ts';
import { KINDS } from '../../src/flow/kinds/index.ts';
import type { Event, Frame, Outcome, Place } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import type { Scene } from '../../src/flow/scene.ts';
import { LINES, world } from './generate.ts';
import { compileAll, day, sceneOf } from './support.ts';

/** One turn of the walk: what happens to the world before it, and what the person does. */
interface Turn {
  readonly stored: boolean;
  readonly facts: boolean;
  readonly reminders: boolean;
  readonly later: boolean;
  readonly other: boolean;
  /** The number of an option that stands there, or an event of any kind. */
  readonly does: number | Event;
}

const text = (typed: string): Event => ({ kind: 'text', text: typed, locale: 'es' });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc
    .constantFrom('3', '999999999999999', 'sí', 'no', '90001', '20 dic', '9999-12-31', '$1,950.50', 'Tijuana')
    .map(text),
  fc.string({ unit: 'grapheme' }).map(text),
  fc.constantFrom('p', 'q', 'yes', 'menu', 'go', 'constructor', '').map((option): Event => ({ kind: 'pick', option })),
  fc
    .constantFrom(1, 85)
    .map((latitude): Event => ({ kind: 'location', point: { kind: 'point', latitude, longitude: 0 } })),
  fc.constantFrom('f', 'g', 'home', 'none').map((flow): Event => ({ kind: 'enter', flow })),
  fc.constantFrom<Event>({ kind: 'back' }, { kind: 'home' }, { kind: 'start' }, { kind: 'repeat' }),
);
const rarely = fc.nat(9).map((n) => n === 0);
const turn: fc.Arbitrary<Turn> = fc.record({
  stored: fc.boolean(),
  facts: fc.nat(9).map((n) => n > 0),
  reminders: rarely,
  later: rarely,
  other: rarely,
  does: fc.oneof({ weight: 3, arbitrary: fc.nat(5) }, { weight: 2, arbitrary: event }),
});

const throughStore = (place: Place): Place => {
  const stack = (frames: readonly Frame[]): Frame[] =>
    frames.map((f) => ({ ...f, vars: decodeVars(JSON.parse(JSON.stringify(encodeVars(f.vars)))) }));
  return { stack: stack(place.stack), history: place.history.map(stack) };
};

describe('every kind of step', () => {
  it('is part of the generated flows', () => {
    expect(KINDS.map((k) => k.key).filter((key) => !(key in LINES))).toEqual([]);
  });
});

describe('a conversation about anything', () => {
  it('always has a place to stand and something to say, whatever the person does and whatever changes around them', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(world, world, fc.array(turn, { maxLength: 25 }), (one, two, turns) => {
        const worlds = [one, two].map((sources) => {
          const { flows, problems } = compileAll(sources);
          expect(problems).toEqual([]);
          return flows;
        });
        let place = NOWHERE;
        let last: Outcome | undefined;
        for (const t of turns) {
          const flows = worlds[t.other ? 1 : 0];
          const change: Partial<Scene> = { reminders: t.reminders, ...(t.facts ? {} : { fact: () => undefined }) };
          const scene = sceneOf(flows, t.later ? { ...change, today: day('2027-01-02') } : change);
          const options = last?.options.filter((o) => !o.global) ?? [];
          const option = typeof t.does === 'number' ? options[t.does % options.length]?.id : undefined;
          const does: Event =
            typeof t.does !== 'number' ? t.does : option === undefined ? text('3') : { kind: 'pick', option };
          const from = t.stored ? throughStore(place) : place;
          const outcome = run(from, does, scene, 'home');
          expect(outcome.parts.length + outcome.options.length).toBeGreaterThan(0);
          expect(outcome.place.stack.length).toBeGreaterThan(0);
          expect(outcome.place.stack.length).toBeLessThan(12);
          expect(outcome.place.history.length).toBeLessThanOrEqual(50);
          expect(outcome.place.history.every((stack) => stack.length > 0)).toBe(true);
          expect(run(from, does, scene, 'home')).toEqual(outcome);
          for (const frame of outcome.place.stack) seen.add(frame.flow);
          [place, last] = [outcome.place, outcome];
        }
      }),
      { numRuns: 600 },
    );
    expect([...seen].sort()).toEqual(['f', 'g', 'h', 'home']);
  });

  it('understands every option that it offers', () => {
    fc.assert(
      fc.property(world, fc.array(fc.nat(5), { maxLength: 15 }), (sources, picks) => {
        const scene = sceneOf(compileAll(sources).flows);
        let outcome = run(NOWHERE, { kind: 'enter', flow: 'f' }, scene, 'home');
        for (const pick of picks) {
          const options = outcome.options.filter((o) => !o.global);
          const option = options[pick % options.length]?.id;
          if (option === undefined) break;
          outcome = run(outcome.place, { kind: 'pick', option }, scene, 'home');
          expect(outcome.understood).toBe(true);
        }
      }),
    );
  });

  it('can be taken back answer by answer, and each question is the one asked before', () => {
    fc.assert(
      fc.property(world, fc.array(fc.oneof(fc.nat(5), event), { maxLength: 20 }), (sources, does) => {
        const scene = sceneOf(compileAll(sources).flows);
        const waited: Outcome[] = [];
        let outcome = run(NOWHERE, { kind: 'enter', flow: 'f' }, scene, 'home');
        for (const one of does) {
          const options = outcome.options.filter((o) => !o.global);
          const option = typeof one === 'number' ? options[one % options.length]?.id : undefined;
          const step: Event =
            typeof one !== 'number' ? one : option === undefined ? text('3') : { kind: 'pick', option };
          if (step.kind === 'back' || step.kind === 'repeat') continue;
          const next = run(outcome.place, step, scene, 'home');
          // Only what moved the conversation on can be taken back.
          if (next.place.history.length > outcome.place.history.length) waited.push(outcome);
          outcome = next;
        }
        fc.pre(outcome.place.history.length === waited.length);
        for (const before of waited.reverse()) {
          outcome = run(outcome.place, { kind: 'back' }, scene, 'home');
          expect(outcome.place).toEqual(before.place);
          expect(outcome.at).toEqual(before.at);
          expect(outcome.options).toEqual(before.options);
        }
        expect(run(outcome.place, { kind: 'back' }, scene, 'home').parts[0]).toEqual({
          kind: 'system',
          key: 'back-none',
        });
      }),
      { numRuns: 300 },
    );
  });
});
