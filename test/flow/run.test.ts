import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeVars, encodeVars } from '../../src/base/value.ts';
import { locate } from '../../src/flow/locate.ts';
import type { Event, Outcome, Place } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { cpuMs } from '../support/cpu.ts';
import { compileAll, sceneOf } from './support.ts';

const HOME = 'start: desk\nsteps:\n  desk: { say: ~, options: [go, menu] }\n  go: { call: f, next: desk }\n';
const F =
  'start: a\nsteps:\n  a: { choose: [x, y], next: b }\n  b: { ask: integer, next: c }\n  c: { say: ~, options: [a, menu] }\n';
const world = (sources: Readonly<Record<string, string>>) => sceneOf(compileAll({ home: HOME, ...sources }).flows);
const scene = world({ f: F });
const go = (place: Place, ...events: Event[]): Outcome =>
  events.reduce<Outcome>((o, e) => run(o.place, e, scene, 'home'), run(place, { kind: 'repeat' }, scene, 'home'));
const text = (typed: string): Event => ({ kind: 'text', text: typed, locale: 'es' });
const pick = (option: string): Event => ({ kind: 'pick', option });
const START = go(NOWHERE, pick('go')).place;

describe('back', () => {
  it('undoes the last answer, as often as wanted, across flows', () => {
    const end = go(START, pick('x'), text('5'));
    expect(end.at.step).toBe('c');
    const once = go(end.place, { kind: 'back' });
    expect(once.at.step).toBe('b');
    expect(once.place.stack.at(-1)?.vars).toEqual({ a: 'x' });
    expect(go(end.place, { kind: 'back' }, { kind: 'back' }).at.step).toBe('a');
    expect(go(end.place, { kind: 'back' }, { kind: 'back' }, { kind: 'back' }).at).toEqual({
      flow: 'home',
      step: 'desk',
    });
    expect(go(end.place, { kind: 'back' }, { kind: 'back' }, { kind: 'back' }, { kind: 'back' }).parts[0]).toEqual({
      kind: 'system',
      key: 'back-none',
    });
  });
  it('undoes the menu too', () => {
    expect(go(START, pick('x'), { kind: 'home' }, { kind: 'back' }).at.step).toBe('b');
  });
  it('remembers fifty answers and no more', () => {
    const long = Array.from({ length: 40 }, () => [pick('x'), text('1'), pick('a')]).flat();
    expect(go(START, ...long).place.history).toHaveLength(50);
  });
  it('works nothing out a second time', () => {
    const counting = world({
      f: 'start: a\nsteps:\n  a: { let: { n: "1" }, say: ~, options: [b] }\n  b: { let: { n: "n + 1" }, say: ~, options: [b, menu] }\n',
    });
    const count = (...events: Event[]): unknown => {
      let outcome = run(NOWHERE, { kind: 'enter', flow: 'f' }, counting, 'home');
      for (const event of events) outcome = run(outcome.place, event, counting, 'home');
      const said = outcome.parts.flatMap((p) => (p.kind === 'text' ? [p.vars['n']] : []));
      expect(said).toEqual([outcome.place.stack.at(-1)?.vars['n']]);
      return said[0];
    };
    expect(count(pick('b'), pick('b'), pick('b'))).toBe(4n);
    expect(count(pick('b'), pick('b'), pick('b'), { kind: 'back' })).toBe(3n);
    expect(count(pick('b'), pick('b'), { kind: 'back' }, { kind: 'repeat' }, text('?'), { kind: 'back' })).toBe(1n);
  });
  it('goes out of a flow and into it again', () => {
    const flows = world({
      f: 'start: a\nsteps:\n  a: { ask: integer, next: b }\n  b: { call: sub, with: { n: "a" }, next: c }\n  c: { say: ~, options: [menu] }\n',
      sub: 'start: x\ntakes: { n: integer }\ngives: { y: integer }\nsteps:\n  x: { ask: integer, next: z }\n  z: { let: { y: "n + x" }, next: done }\n  done: { end: ~ }\n',
    });
    const walk = (...events: Event[]): Outcome =>
      events.reduce(
        (o, e) => run(o.place, e, flows, 'home'),
        run(NOWHERE, { kind: 'enter', flow: 'f' }, flows, 'home'),
      );
    const out = walk(text('1'), text('2'));
    expect(out.place.stack.at(-1)).toMatchObject({ step: 'c', vars: { a: 1n, y: 3n } });
    const inside = walk(text('1'), text('2'), { kind: 'back' });
    expect(inside.place.stack.map((f) => `${f.flow}.${f.step}`)).toEqual(['f.b', 'sub.x']);
    expect(walk(text('1'), text('2'), { kind: 'back' }, text('5')).place.stack.at(-1)?.vars).toEqual({ a: 1n, y: 6n });
    expect(walk(text('1'), text('2'), { kind: 'back' }, { kind: 'back' }).at).toEqual({ flow: 'f', step: 'a' });
  });
  it('from a flow that had nothing to say leads to where the person stood', () => {
    const flows = world({
      f: F,
      g: 'start: a\nsteps:\n  a: { let: { x: "fact(\'f.gone\')" }, next: b }\n  b: { say: ~, options: [menu] }\n',
    });
    const asked = run(START, pick('x'), flows, 'home').place;
    const home = run(asked, { kind: 'enter', flow: 'g' }, flows, 'home');
    expect(home).toMatchObject({ at: { flow: 'home' }, parts: [{ key: 'not-known-today' }, {}] });
    expect(run(home.place, { kind: 'back' }, flows, 'home').at).toEqual({ flow: 'f', step: 'b' });
  });
  it('leaves out a question that cannot be asked today, and can go on from there', () => {
    const f =
      'start: a\nsteps:\n  a: { ask: integer, next: b }\n  b: { choose: [{ id: p, when: "has_fact(\'f.days\')" }, { id: q, when: "has_fact(\'f.days\')" }], next: c }\n  c: { say: ~, options: [menu] }\n';
    const { flows } = compileAll({ home: HOME, f });
    const known = sceneOf(flows);
    let place = run(NOWHERE, { kind: 'enter', flow: 'f' }, known, 'home').place;
    for (const event of [text('1'), pick('p')]) place = run(place, event, known, 'home').place;
    const unknown = sceneOf(flows, { fact: () => undefined });
    const once = run(place, { kind: 'back' }, unknown, 'home');
    expect(once).toMatchObject({ at: { flow: 'home' }, parts: [{ key: 'not-known-today' }, {}] });
    expect(run(once.place, { kind: 'back' }, unknown, 'home').at).toEqual({ flow: 'f', step: 'a' });
  });
  it('to a question that is gone says so', () => {
    const before = go(START, pick('x')).place;
    const other = world({
      f: F.replace('b: { ask: integer', 'b2: { ask: integer')
        .replace('next: b }', 'next: b2 }')
        .replace('a: { choose: [x, y]', 'a: { choose: [x, z]'),
    });
    expect(run(before, { kind: 'back' }, other, 'home').parts[0]).toEqual({ kind: 'system', key: 'changed' });
  });
});

describe('a script that would go on for ever', () => {
  it('is stopped, and the person stands at the front desk', () => {
    const loop = world({
      f: 'start: a\nsteps:\n  a: { say: ~, next: b }\n  b: { branch: [{ when: "1 == 2", to: c }, { to: a }] }\n  c: { end: ~ }\n',
    });
    const outcome = run(NOWHERE, { kind: 'enter', flow: 'f' }, loop, 'home');
    expect(outcome.parts.at(-2)).toEqual({ kind: 'system', key: 'lost' });
    expect(outcome.at.flow).toBe('home');
  });
  it('by calling itself', () => {
    const loop = world({ f: 'start: a\nsteps:\n  a: { call: f, next: b }\n  b: { end: ~ }\n' });
    expect(run(NOWHERE, { kind: 'enter', flow: 'f' }, loop, 'home').parts[0]).toEqual({ kind: 'system', key: 'lost' });
  });
  it('by flows that call one another ever deeper', () => {
    const deep = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `f${i}`,
        `start: a\nsteps:\n  a: { call: f${(i + 1) % 20}, next: b }\n  b: { end: ~ }\n`,
      ]),
    );
    const outcome = run(NOWHERE, { kind: 'enter', flow: 'f0' }, world(deep), 'home');
    expect(outcome).toMatchObject({ at: { flow: 'home' }, parts: [{ key: 'lost' }, {}] });
    const back = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        `f${i}`,
        i < 7
          ? `start: a\nsteps:\n  a: { call: f${i + 1}, next: b }\n  b: { end: ~ }\n`
          : 'start: a\nsteps:\n  a: { say: ~, options: [{ id: on, to: b }] }\n  b: { end: ~ }\n',
      ]),
    );
    const bottom = run(NOWHERE, { kind: 'enter', flow: 'f0' }, world(back), 'home');
    expect(bottom.place.stack).toHaveLength(8);
    expect(run(bottom.place, pick('on'), world(back), 'home').at.flow).toBe('home');
  });
  it('by squaring a number again and again, without delay', () => {
    const loop = world({
      f: 'start: a\nsteps:\n  a: { ask: integer, next: b }\n  b: { let: { y: "a" }, next: c }\n  c: { let: { y: "y * y" }, next: [{ when: "y == 0", to: a }, { to: c }] }\n',
    });
    const { place } = run(NOWHERE, { kind: 'enter', flow: 'f' }, loop, 'home');
    const started = cpuMs();
    expect(run(place, text('999999999999999'), loop, 'home').parts[0]).toEqual({
      kind: 'system',
      key: 'not-known-today',
    });
    expect(run(place, text('1'), loop, 'home').parts[0]).toEqual({ kind: 'system', key: 'lost' });
    expect(cpuMs() - started).toBeLessThan(2000);
  });
  it('by moving a day ever on: what is kept can always be read again', () => {
    const later = world({
      f: 'start: a\nsteps:\n  a: { ask: date, next: b }\n  b: { let: { d: "a + 30" }, say: ~, options: [menu] }\n',
    });
    const { place } = run(NOWHERE, { kind: 'enter', flow: 'f' }, later, 'home');
    expect(run(place, text('9999-12-31'), later, 'home').parts[0]).toEqual({ kind: 'system', key: 'not-known-today' });
    for (const frame of run(place, text('9999-11-30'), later, 'home').place.stack)
      expect(decodeVars(encodeVars(frame.vars))).toEqual(frame.vars);
  });
  it('or that leads to a step or flow that is not there', () => {
    expect(run(NOWHERE, { kind: 'enter', flow: 'none' }, scene, 'home').parts[0]).toEqual({
      kind: 'system',
      key: 'lost',
    });
    const broken = world({ f: 'start: a\nsteps:\n  a: { say: ~, next: nowhere }\n' });
    expect(run(NOWHERE, { kind: 'enter', flow: 'f' }, broken, 'home').parts.map((p) => p.kind)).toEqual([
      'text',
      'system',
      'text',
    ]);
    const uncalled = world({ f: 'start: a\nsteps:\n  a: { call: none, next: a }\n' });
    expect(run(NOWHERE, { kind: 'enter', flow: 'f' }, uncalled, 'home').at.flow).toBe('home');
  });
});

describe('a front desk that cannot be entered', () => {
  it('still leaves a sentence', () => {
    const outcome = run(NOWHERE, { kind: 'start' }, scene, 'none');
    expect(outcome).toMatchObject({ parts: [{ key: 'lost' }], options: [], place: NOWHERE });
  });
});

describe('after the structure has changed', () => {
  const waiting = go(START, pick('x')).place;
  const answeredIn = (f: string) => run(waiting, text('5'), world({ f }), 'home');
  it('an unchanged step goes on where it leads now', () => {
    expect(
      answeredIn(F.replace('c: { say', 'c2: { say ~').replace('say ~: ~', 'say: ~').replace('next: c }', 'next: c }'))
        .at.flow,
    ).toBeDefined();
    expect(answeredIn(`${F}  d: { say: ~, options: [menu] }\n`).at.step).toBe('c');
  });
  it('a changed step is left, with one sentence, and no answer is taken for another question', () => {
    const outcome = answeredIn(F.replace('ask: integer', 'ask: text'));
    expect(outcome.parts[0]).toEqual({ kind: 'system', key: 'changed' });
    expect(outcome.at.flow).toBe('home');
  });
  it('a step that was moved is found under its new name', () => {
    const moved = `moved: { b: bee }\n${F.replace('b: { ask', 'bee: { ask').replace('next: b }', 'next: bee }')}`;
    expect(answeredIn(moved)).toMatchObject({ at: { step: 'c' } });
  });
  it('answers follow a question that was moved', () => {
    const moved = `moved: { b: bee }\n${F.replace('b: { ask', 'bee: { ask').replace('next: b }', 'next: bee }')}`;
    const frame = go(waiting, text('5')).place.stack.at(-1);
    expect(frame).toMatchObject({ step: 'c', vars: { a: 'x', b: 5n } });
    expect(frame && locate(frame, world({ f: moved }))?.vars).toEqual({ a: 'x', bee: 5n });
  });
  it('one who was never asked what everybody there has answered begins again', () => {
    const more = F.replace('next: b }', 'next: m }').replace('b: { ask', 'm: { ask: yes-no, next: b }\n  b: { ask');
    expect(answeredIn(more).parts[0]).toEqual({ kind: 'system', key: 'changed' });
  });
  it('a step that was moved and changed is asked anew: the answer to the old one is none to it, and the next is', () => {
    const now = world({
      f: `moved: { b: bee }\n${F.replace('b: { ask: integer', 'bee: { ask: text').replace('next: b }', 'next: bee }')}`,
    });
    const asked = run(waiting, text('5'), now, 'home');
    expect(asked).toMatchObject({ at: { step: 'bee' }, parts: [{ key: 'changed' }, { key: 'bee' }] });
    expect(asked.place.stack.at(-1)?.vars).toEqual({ a: 'x' });
    expect(run(asked.place, text('five'), now, 'home').place.stack.at(-1)).toMatchObject({
      step: 'c',
      vars: { bee: 'five' },
    });
  });
  it('back to a step that was moved and changed asks it anew, and its answer counts', () => {
    const now = world({
      f: `moved: { b: bee }\n${F.replace('b: { ask: integer', 'bee: { ask: text').replace('next: b }', 'next: bee }')}`,
    });
    const back = run(go(START, pick('x'), text('5')).place, { kind: 'back' }, now, 'home');
    expect(back).toMatchObject({ at: { step: 'bee' }, parts: [{ key: 'changed' }, { key: 'bee' }] });
    expect(run(back.place, text('five'), now, 'home').place.stack.at(-1)).toMatchObject({
      step: 'c',
      vars: { bee: 'five' },
    });
  });
  it('an answer under a name that a new question has since is one to neither', () => {
    const now = `moved: { a: first }\n${F.replace('a: { choose: [x, y], next: b }', 'first: { choose: [x, y], next: a }\n  a: { choose: [x, y], next: b }').replace('start: a', 'start: first')}`;
    expect(answeredIn(now).parts[0]).toEqual({ kind: 'system', key: 'changed' });
  });
  it('a retired structure is left at once', () => {
    const digest = waiting.stack.at(-1)?.digest;
    expect(answeredIn(`retired: ['${digest}']\n${F}`).parts[0]).toEqual({ kind: 'system', key: 'changed' });
  });
  it('a flow that is gone, and a caller that changed, lead home', () => {
    expect(run(waiting, text('5'), sceneOf(compileAll({ home: HOME }).flows), 'home').parts[0]).toEqual({
      kind: 'system',
      key: 'changed',
    });
    const sub = 'start: a\nsteps:\n  a: { say: ~, options: [{ id: ok, to: ok }] }\n  ok: { end: ~ }\n';
    const caller = 'start: a\nsteps:\n  a: { call: sub, next: b }\n  b: { say: ~, options: [menu] }\n';
    const inside = run(NOWHERE, { kind: 'enter', flow: 'f' }, world({ f: caller, sub }), 'home').place;
    const changed = world({
      f: caller.replace('a: { call: sub, next: b }', 'a: { call: sub, next: c }\n  c: { say: ~, next: b }'),
      sub,
    });
    expect(run(inside, pick('ok'), changed, 'home')).toMatchObject({
      at: { flow: 'home' },
      parts: [{ key: 'changed' }, {}],
    });
    const noCall = world({ f: `moved: { a: b }\n${caller.replace('a: { call: sub', 'a: { say: ~')}`, sub });
    expect(run(inside, pick('ok'), noCall, 'home').parts[0]).toEqual({ kind: 'system', key: 'changed' });
    const goneOn = world({ f: `${caller}  c: { say: ~, options: [menu] }\n`, sub });
    expect(run(inside, pick('ok'), goneOn, 'home').at).toEqual({ flow: 'f', step: 'b' });
  });
  it('an answer of another type than the flow has now is not taken for it', () => {
    const b = '  b: { say: ~, options: [{ id: on, to: c, when: "a == a" }] }\n  c: { say: ~, options: [menu] }\n';
    const asked = (what: string): string => `start: a\nsteps:\n  a: { ${what}, next: b }\n${b}`;
    const place = (what: string, event: Event): Place => {
      const before = world({ f: asked(what) });
      return run(run(NOWHERE, { kind: 'enter', flow: 'f' }, before, 'home').place, event, before, 'home').place;
    };
    const number = place('ask: integer', text('5'));
    const now = (what: string, there: Place): Outcome => run(there, pick('on'), world({ f: asked(what) }), 'home');
    expect(now('ask: integer, min: 1', number).at.step).toBe('c');
    for (const what of ['ask: money USD', 'ask: date', 'ask: text', 'ask: yes-no', 'choose: [p, q]', 'ask: location'])
      expect(now(what, number).parts[0], what).toEqual({ kind: 'system', key: 'changed' });
    expect(now('ask: money MXN', place('ask: money USD', text('5'))).parts[0]).toMatchObject({ key: 'changed' });
    expect(now('ask: money USD, max: 9', place('ask: money USD', text('5'))).at.step).toBe('c');
    expect(now('choose: [q, r]', place('choose: [p, q]', pick('p'))).parts[0]).toMatchObject({ key: 'changed' });
    expect(now('choose: [q, r]', place('choose: [p, q]', pick('q'))).at.step).toBe('c');
  });
  it('a name that was moved away and given to a new step is the new step for who stands there', () => {
    const now = world({
      f: `moved: { b: bee }\n${F.replace('b: { ask: integer, next: c }', 'bee: { ask: text, next: c }\n  b: { ask: yes-no, next: c }').replace('a: { choose: [x, y], next: b }', 'a: { choose: [x, y], next: [{ when: "a == \'x\'", to: b }, { to: bee }] }')}`,
    });
    const there = run(run(NOWHERE, { kind: 'enter', flow: 'f' }, now, 'home').place, pick('x'), now, 'home');
    expect(there).toMatchObject({ at: { step: 'b' }, input: 'yes-no' });
    expect(run(there.place, text('sí'), now, 'home').at.step).toBe('c');
    expect(run(waiting, { kind: 'repeat' }, now, 'home')).toMatchObject({ at: { step: 'bee' }, input: 'text' });
  });
  it('a waiting step that cannot be said today leads home', () => {
    const choice = {
      f: 'start: a\nsteps:\n  a: { choose: [{ id: x, when: "has_fact(\'f.days\')" }, { id: y, when: "has_fact(\'f.days\')" }], next: a }\n',
    };
    const { flows } = compileAll({ home: HOME, ...choice });
    const there = run(NOWHERE, { kind: 'enter', flow: 'f' }, sceneOf(flows), 'home').place;
    const without = sceneOf(flows, { fact: () => undefined });
    for (const event of [{ kind: 'repeat' }, text('x')] as const)
      expect(run(there, event, without, 'home').parts[0]).toEqual({ kind: 'system', key: 'not-known-today' });
    const later = { stack: there.stack, history: [there.stack] };
    expect(run(later, { kind: 'back' }, without, 'home').parts[0]).toEqual({ kind: 'system', key: 'not-known-today' });
  });
});

/** A random flow: well formed, over every kind that needs no content. */
const flowText = fc
  .array(
    fc.record({
      kind: fc.constantFrom('say', 'options', 'choose', 'integer', 'yes-no', 'branch', 'let', 'call', 'end'),
      to: fc.nat(9),
      other: fc.nat(9),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((steps) => {
    const name = (n: number): string => `s${n % steps.length}`;
    const line = ({ kind, to, other }: { kind: string; to: number; other: number }, i: number): string => {
      const next = `next: [{ when: "today.year > ${2000 + other * 5}", to: ${name(to)} }, { to: ${name(other)} }]`;
      const kinds: Readonly<Record<string, string>> = {
        say: `{ say: ~, next: ${name(to)} }`,
        options: `{ say: ~, options: [{ id: p, to: ${name(to)} }, { id: q, to: ${name(other)} }, menu] }`,
        choose: `{ choose: [p, q], ${next} }`,
        integer: `{ ask: integer, min: 0, ${next} }`,
        'yes-no': `{ ask: yes-no, ${next} }`,
        branch: `{ branch: [{ when: "has_fact('f.gone')", to: ${name(to)} }, { to: ${name(other)} }] }`,
        let: `{ let: { v${i}: "${to} + ${other}" }, ${next} }`,
        call: `{ call: f, next: ${name(to)} }`,
        end: '{ end: ~ }',
      };
      return `  s${i}: ${kinds[kind]}`;
    };
    return `start: s0\nsteps:\n${steps.map(line).join('\n')}\n`;
  });

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    pick('p'),
    pick('q'),
    pick('yes'),
    pick('no'),
    pick('go'),
    pick('nothing'),
    text('3'),
    text('sí'),
    text('?'),
    { kind: 'back' },
    { kind: 'home' },
    { kind: 'start' },
    { kind: 'repeat' },
    { kind: 'enter', flow: 'f' },
  ),
  fc.string().map(text),
);

describe('a turn of the engine', () => {
  it('is total: any event anywhere in any flow leaves a place to stand and something to say', () => {
    fc.assert(
      fc.property(flowText, fc.array(event, { maxLength: 20 }), (f, events) => {
        const { flows, problems } = compileAll({ home: HOME, f });
        expect(problems).toEqual([]);
        const any = sceneOf(flows);
        let place: Place = NOWHERE;
        for (const one of events) {
          const outcome = run(place, one, any, 'home');
          expect(outcome.parts.length).toBeGreaterThan(0);
          expect(outcome.place.stack.length).toBeGreaterThan(0);
          expect(outcome.place.history.length).toBeLessThanOrEqual(50);
          place = outcome.place;
        }
      }),
      { numRuns: 300 },
    );
  });
});
