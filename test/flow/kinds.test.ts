import { describe, expect, it } from 'vitest';
import { decodeVars, encodeVars } from '../../src/base/value.ts';
import { KINDS } from '../../src/flow/kinds/index.ts';
import type { Event, Outcome } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import type { Scene } from '../../src/flow/scene.ts';
import { compileAll, sceneOf, usd } from './support.ts';

const HOME = 'start: desk\nsteps:\n  desk: { say: ~, options: [go, menu] }\n  go: { call: f, next: desk }\n';
const text = (typed: string): Event => ({ kind: 'text', text: typed, locale: 'es' });
const pick = (option: string): Event => ({ kind: 'pick', option });

/** Walks into a flow and through some events. */
const walk = (
  flow: string,
  events: readonly Event[] = [],
  change: Partial<Scene> = {},
  more: Readonly<Record<string, string>> = {},
): Outcome => {
  const { flows, problems } = compileAll({ home: HOME, f: flow, ...more });
  expect(problems).toEqual([]);
  const scene = sceneOf(flows, change);
  let outcome = run(NOWHERE, { kind: 'enter', flow: 'f' }, scene, 'home');
  for (const event of events) outcome = run(outcome.place, event, scene, 'home');
  return outcome;
};
const saved = (outcome: Outcome) => outcome.place.stack.at(-1)?.vars;
const said = (outcome: Outcome) =>
  outcome.parts.map((p) => (p.kind === 'text' ? p.key : p.kind === 'system' ? p.key : p.kind));

const END = '  end: { say: ~, options: [menu] }\n';

const CASES: Readonly<Record<string, () => void>> = {
  say: () => {
    const flow = `start: a\nsteps:\n  a: { say: ~, next: b }\n  b: { say: other, options: [c, { id: d, to: c, when: "1 == 2" }, menu] }\n  c: { say: ~, next: end }\n${END}`;
    const shown = walk(flow);
    expect(said(shown)).toEqual(['a', 'other']);
    expect(shown.options.map((o) => [o.id, o.global])).toEqual([
      ['c', false],
      ['menu', true],
    ]);
    expect(said(walk(flow, [pick('c')]))).toEqual(['c', 'end']);
    expect(walk(flow, [pick('d')]).understood).toBe(false);
    expect(walk(flow, [pick('menu')]).understood).toBe(false);
    expect(walk(flow, [text('c')]).understood).toBe(false);
  },
  choose: () => {
    const flow = `start: a\nsteps:\n  a: { choose: [x, y, { id: z, when: "has_fact('f.gone')" }], next: [{ when: "a == 'x'", to: end }, { to: b }] }\n  b: { say: ~, options: [menu] }\n${END}`;
    expect(walk(flow).options.map((o) => o.id)).toEqual(['x', 'y']);
    expect(walk(flow, [pick('x')]).at.step).toBe('end');
    expect(saved(walk(flow, [pick('y')]))).toEqual({ a: 'y' });
    for (const wrong of [
      pick('z'),
      pick('w'),
      text('x'),
      { kind: 'location', point: { kind: 'point', latitude: 0, longitude: 0 } } as const,
    ])
      expect(walk(flow, [wrong])).toMatchObject({ understood: false, at: { step: 'a' }, parts: [{ role: 'again' }] });
    const none = `start: a\nsteps:\n  a: { choose: [{ id: x, when: "has_fact('f.gone')" }, { id: y, when: "has_fact('f.gone')" }], next: end }\n${END}`;
    expect(said(walk(none))).toEqual(['not-known-today', 'desk']);
    const absent = `start: a\nsteps:\n  a: { choose: [x, y], next: [{ when: "fact('f.gone_days') > 1", to: end }, { to: end }] }\n${END}`;
    expect(said(walk(absent, [pick('x')]))).toEqual(['not-known-today', 'desk']);
  },
  ask: () => {
    const flow = `start: a\nsteps:\n  a: { ask: integer, min: 1, max: "today.year", next: b }\n  b: { ask: money USD, min: 0, max: 100, next: c }\n  c: { ask: yes-no, next: [{ when: "c", to: end }, { to: a }] }\n${END}`;
    expect(walk(flow)).toMatchObject({ input: 'integer', options: [] });
    for (const wrong of ['0', '2027', 'x']) expect(walk(flow, [text(wrong)]).understood).toBe(false);
    expect(walk(flow, [text('2026'), text('100.01')]).understood).toBe(false);
    expect(walk(flow, [text('2026'), text('100')]).options.map((o) => o.id)).toEqual(['yes', 'no']);
    expect(saved(walk(flow, [text('5'), text('100'), text('sí')]))).toEqual({ a: 5n, b: usd(10000n), c: true });
    expect(walk(flow, [text('5'), text('100'), pick('no')]).at.step).toBe('a');
    const where = `start: a\nsteps:\n  a: { ask: location, next: end }\n${END}`;
    expect(walk(where).ask).toBe('location');
    const absent = `start: a\nsteps:\n  a: { ask: integer, next: [{ when: "a > fact('f.gone_days')", to: end }, { to: end }] }\n${END}`;
    expect(said(walk(absent, [text('3')]))).toEqual(['not-known-today', 'desk']);
    // A limit that nobody knows today lets nothing pass; one that is known and broken asks again.
    const limits = `start: a\nsteps:\n  a: { ask: integer, min: 2, max: "fact('f.gone_days')", next: end }\n${END}`;
    expect(said(walk(limits, [text('3')]))).toEqual(['not-known-today', 'desk']);
    expect(walk(limits, [text('1')])).toMatchObject({ understood: false, at: { step: 'a' } });
    const when = `start: a\nsteps:\n  a: { ask: date, min: today, max: "today + 10", next: end }\n${END}`;
    expect(walk(when, [text('ayer')]).understood).toBe(false);
    expect(walk(when, [text('2026-11-20')]).understood).toBe(false);
    expect(walk(when, [text('mañana')]).at.step).toBe('end');
    expect(walk(when, [text('20 dic')]).understood).toBe(false);
    const yen = `start: a\nsteps:\n  a: { ask: money JPY, min: 100, next: end }\n${END}`;
    expect(walk(yen, [text('99')]).understood).toBe(false);
    expect(walk(yen, [text('100')]).at.step).toBe('end');
    for (const [name, typed] of [
      ['text', 'algo'],
      ['zip', '90001'],
      ['city', 'Tijuana'],
    ])
      expect(saved(walk(`start: a\nsteps:\n  a: { ask: ${name}, next: end }\n${END}`, [text(`${typed}`)]))).toEqual({
        a: typed,
      });
  },
  branch: () => {
    const flow = (when: string) =>
      `start: a\nsteps:\n  a: { branch: [{ when: "${when}", to: b }, { to: end }] }\n  b: { say: ~, options: [menu] }\n${END}`;
    expect(walk(flow("fact('f.window')")).at.step).toBe('b');
    expect(walk(flow("!fact('f.window')")).at.step).toBe('end');
    expect(said(walk(flow("fact('f.gone_days') > 1")))).toEqual(['not-known-today', 'desk']);
  },
  let: () => {
    const flow = `start: a\nsteps:\n  a: { let: { x: "2", y: "x * 3" }, next: b }\n  b: { let: { x: "y + 1" }, say: ~, options: [menu] }\n`;
    expect(saved(walk(flow))).toEqual({ x: 7n, y: 6n });
    const absent = `start: a\nsteps:\n  a: { let: { x: "fact('f.gone')" }, next: end }\n${END}`;
    expect(said(walk(absent))).toEqual(['not-known-today', 'desk']);
    const way = `start: a\nsteps:\n  a: { let: { x: "1" }, next: [{ when: "fact('f.gone_days') > x", to: end }, { to: end }] }\n${END}`;
    expect(said(walk(way))).toEqual(['not-known-today', 'desk']);
  },
  find: () => {
    const flow = (options: string) =>
      `start: a\nsteps:\n  a: { ask: location, next: b }\n  b: { find: desks, near: "a", limit: 1, none: none, ${options} }\n  none: { say: ~, options: [menu] }\n${END}`;
    const here = (latitude: number): Event => ({ kind: 'location', point: { kind: 'point', latitude, longitude: 0 } });
    expect(walk(flow('options: [end]'), [here(1)]).parts).toMatchObject([
      { kind: 'places', places: 'desks', found: [{ id: 'desk' }] },
    ]);
    expect(said(walk(flow('next: end'), [here(1)]))).toEqual(['places', 'end']);
    expect(walk(flow('next: end'), [here(85)]).at.step).toBe('none');
    expect(walk(flow('options: [end]'), [here(1), pick('end')]).at.step).toBe('end');
    expect(walk(flow('options: [end]'), [text('here')]).understood).toBe(false);
    expect(walk(flow('options: [end]'), [here(1), text('what?')])).toMatchObject({
      understood: false,
      at: { step: 'b' },
    });
    // Coordinates are not kept: said again, the list of places is the step for who shared none.
    const { place } = walk(flow('options: [end]'), [here(1)]);
    const stored = { ...place, stack: place.stack.map((f) => ({ ...f, vars: decodeVars(encodeVars(f.vars)) })) };
    const { flows } = compileAll({ home: HOME, f: flow('options: [end]') });
    for (const event of [text('what?'), { kind: 'repeat' }] as const)
      expect(run(stored, event, sceneOf(flows), 'home')).toMatchObject({
        at: { step: 'none' },
        parts: [{ key: 'none' }],
        understood: event.kind === 'repeat',
      });
    expect(run(stored, pick('end'), sceneOf(flows), 'home').at.step).toBe('end');
  },
  place: () => {
    const flow =
      'start: a\nsteps:\n  a: { place: [AA], near: desks, next: [{ when: "country_of(a) == \'AA\'", to: b }, { to: end }] }\n' +
      `  b: { find: desks, near: "a", limit: 1, also_within: 5, more: 1, none: a, next: c }\n  c: { say: ~, options: [menu] }\n${END}`;
    const spot = { id: 'AA/X/Town', country: 'AA', region: 'X', town: 'Town', namesakes: [] };
    const point = { kind: 'point', latitude: 1, longitude: 2, spot } as const;
    expect(walk(flow)).toMatchObject({ ask: 'location', input: 'place', at: { step: 'a' } });
    expect(walk(flow, [{ kind: 'location', point }])).toMatchObject({
      at: { step: 'c' },
      parts: [{ kind: 'places', found: [{ id: 'desk' }], later: [] }, { key: 'c' }],
    });
    expect(walk(flow, [{ kind: 'location', point: { ...point, spot: { ...spot, country: 'ZZ' } } }]).at.step).toBe(
      'end',
    );
    // A country is not known of a bare position: the condition has no value.
    expect(said(walk(flow, [{ kind: 'location', point: { kind: 'point', latitude: 1, longitude: 2 } }]))).toEqual([
      'not-known-today',
      'desk',
    ]);
    for (const event of [text('nowhere'), text('x'.repeat(300)), pick('a')])
      expect(walk(flow, [event])).toMatchObject({ understood: false, at: { step: 'a' } });
  },
  quotes: () => {
    const flow = (keys: string, options = 'options: [end]') =>
      `start: a\nsteps:\n  a: { choose: [desk, shop], next: b }\n  b: { quotes: here-there, ${keys}, none: none, ${options} }\n  none: { say: ~, options: [menu] }\n${END}`;
    expect(walk(flow('method: "a"'), [pick('desk')]).parts).toEqual([
      { kind: 'quotes', flow: 'f', key: 'b', vars: { a: 'desk' }, found: [{ id: 'q:2' }, { id: 'q:3' }] },
    ]);
    expect(walk(flow('method: "a", limit: 1'), [pick('desk')]).parts).toMatchObject([{ found: [{ id: 'q:2' }] }]);
    // Prices that hold no more are shown only where the script says so.
    expect(walk(flow('method: "a"'), [pick('shop')]).at.step).toBe('none');
    expect(walk(flow('method: "a", past: true'), [pick('shop')]).at.step).toBe('b');
    expect(walk(flow('limit: 2'), [pick('desk')]).at.step).toBe('none');
    expect(said(walk(flow('past: true', 'next: end'), [pick('desk')]))).toEqual(['quotes', 'end']);
    expect(walk(flow('past: true'), [pick('desk'), pick('end')]).at.step).toBe('end');
    expect(walk(flow('past: true'), [pick('desk'), text('what?')])).toMatchObject({ understood: false });
  },
  show: () => {
    const flow = `start: a\nsteps:\n  a: { show: a.one, options: [b, menu] }\n  b: { show: a.one, next: end }\n${END}`;
    expect(walk(flow).parts).toEqual([{ kind: 'answer', id: 'a.one' }]);
    expect(said(walk(flow, [pick('b')]))).toEqual(['answer', 'end']);
    expect(walk(flow, [text('b')])).toMatchObject({ understood: false, parts: [{ kind: 'answer' }] });
  },
  call: () => {
    const sub =
      'start: a\ntakes: { n: integer }\ngives: { twice: integer }\nsteps:\n  a: { let: { twice: "n * 2" }, say: ~, options: [{ id: done, to: done }] }\n  done: { end: ~ }\n';
    const flow = `start: a\nsteps:\n  a: { ask: integer, next: b }\n  b: { call: sub, with: { n: "a" }, next: [{ when: "twice > 9", to: end }, { to: a }] }\n${END}`;
    const inside = walk(flow, [text('5')], {}, { sub });
    expect(inside.at).toEqual({ flow: 'sub', step: 'a' });
    expect(saved(inside)).toEqual({ n: 5n, twice: 10n });
    expect(saved(walk(flow, [text('5'), pick('done')], {}, { sub }))).toEqual({ a: 5n, twice: 10n });
    expect(walk(flow, [text('4'), pick('done')], {}, { sub }).at.step).toBe('a');
    const bare = `start: a\nsteps:\n  a: { call: sub, next: end }\n${END}`;
    expect(said(walk(bare, [], {}, { sub }))).toEqual(['not-known-today', 'desk']);
    const absent = `start: b\nsteps:\n  b: { call: sub, with: { n: "fact('f.gone_days')" }, next: end }\n${END}`;
    expect(said(walk(absent, [], {}, { sub }))).toEqual(['not-known-today', 'desk']);
    const after = `start: b\nsteps:\n  b: { call: sub, with: { n: "1" }, next: [{ when: "fact('f.gone_days') > 1", to: end }, { to: end }] }\n${END}`;
    expect(said(walk(after, [pick('done')], {}, { sub }))).toEqual(['not-known-today', 'desk']);
  },
  remind: () => {
    const flow = `start: a\nsteps:\n  a: { say: ~, options: [later, menu] }\n  later: { remind: ~, on: "today + 3", next: end }\n${END}`;
    expect(walk(flow).options.map((o) => o.id)).toEqual(['menu']);
    expect(walk(flow, [pick('later')]).understood).toBe(false);
    expect(walk(flow, [pick('later')], { reminders: true }).at.step).toBe('end');
    const absent = `start: a\nsteps:\n  a: { remind: ~, on: "today", next: [{ when: "fact('f.gone_days') > 1", to: end }, { to: end }] }\n${END}`;
    expect(said(walk(absent))).toEqual(['not-known-today', 'desk']);
  },
  end: () => {
    const flow = 'start: a\nsteps:\n  a: { say: ~, next: b }\n  b: { end: ~ }\n';
    expect(said(walk(flow))).toEqual(['a', 'desk']);
    expect(walk(flow).at).toEqual({ flow: 'home', step: 'desk' });
  },
};

/** What each kind tells the checks: where it leads, what it says, what it reads, whether it waits. */
interface Told {
  readonly step: string;
  readonly exits: readonly string[];
  readonly keys: readonly string[];
  readonly options?: readonly string[];
  readonly asks?: boolean;
  readonly saves?: string;
  readonly depends?: readonly string[];
  readonly waits?: boolean;
}
const NEXT = 'next: [{ when: "1 == 1", to: end }, { to: a }]';
const WAYS = { exits: ['end', 'a'], depends: ['1 == 1'] };
const TOLD: Readonly<Record<string, readonly Told[]>> = {
  say: [
    { step: `{ say: ~, ${NEXT} }`, keys: ['a'], ...WAYS },
    {
      step: '{ say: other, options: [end, { id: x, to: a, when: "1 == 1" }, menu] }',
      keys: ['other', 'a'],
      options: ['end', 'x', 'menu'],
      asks: true,
      waits: true,
      ...WAYS,
    },
  ],
  choose: [
    {
      step: `{ choose: [p, { id: q, when: "2 == 2" }], ${NEXT} }`,
      keys: ['a'],
      options: ['p', 'q'],
      asks: true,
      waits: true,
      saves: 'choice',
      exits: ['end', 'a'],
      depends: ['2 == 2', '1 == 1'],
    },
  ],
  ask: [
    {
      step: `{ ask: yes-no, ${NEXT} }`,
      keys: ['a'],
      options: ['yes', 'no'],
      asks: true,
      waits: true,
      saves: 'yes-no',
      ...WAYS,
    },
    {
      step: `{ ask: money USD, min: 0, max: 9, ${NEXT} }`,
      keys: ['a'],
      asks: true,
      waits: true,
      saves: 'money',
      exits: ['end', 'a'],
      depends: ['0', '9', '1 == 1'],
    },
  ],
  branch: [{ step: '{ branch: [{ when: "1 == 1", to: end }, { to: a }] }', keys: [], ...WAYS }],
  let: [{ step: `{ let: { x: "1" }, ${NEXT} }`, keys: [], ...WAYS }],
  find: [
    {
      step: '{ find: desks, near: "where", none: end, options: [end] }',
      keys: ['a'],
      options: ['end'],
      asks: true,
      waits: true,
      exits: ['end', 'end'],
      depends: ['where'],
    },
    {
      step: '{ find: desks, near: "where", none: end, next: a }',
      keys: ['a'],
      exits: ['a', 'end'],
      depends: ['where'],
    },
  ],
  place: [
    {
      step: `{ place: [AA, BB], near: desks, ${NEXT} }`,
      keys: ['a'],
      asks: true,
      saves: 'point',
      waits: true,
      ...WAYS,
    },
  ],
  quotes: [
    {
      step: `{ quotes: here-there, method: "'x'", none: end, options: [end] }`,
      keys: ['a'],
      options: ['end'],
      asks: true,
      waits: true,
      exits: ['end', 'end'],
      depends: ["'x'"],
    },
    { step: '{ quotes: here-there, past: true, none: end, next: a }', keys: ['a'], exits: ['a', 'end'] },
  ],
  show: [
    { step: `{ show: a.one, ${NEXT} }`, keys: [], ...WAYS },
    { step: '{ show: a.one, options: [end] }', keys: [], options: ['end'], asks: true, waits: true, exits: ['end'] },
  ],
  call: [
    {
      step: `{ call: home, with: { x: "2 + 2" }, ${NEXT} }`,
      keys: [],
      exits: ['end', 'a'],
      depends: ['2 + 2', '1 == 1'],
    },
  ],
  remind: [
    {
      step: `{ remind: ~, on: "today", ${NEXT} }`,
      keys: ['a'],
      exits: ['end', 'a'],
      depends: ['today', '1 == 1'],
    },
  ],
  end: [{ step: '{ end: ~ }', keys: [], exits: [] }],
};

describe('every kind of step', () => {
  it('tells the checks about itself', () => {
    expect(Object.keys(TOLD).sort()).toEqual(KINDS.map((k) => k.key).sort());
    for (const [key, all] of Object.entries(TOLD))
      for (const {
        step: written,
        exits,
        keys,
        options = [],
        asks = false,
        saves,
        depends = [],
        waits = false,
      } of all) {
        const f = `start: a\nsteps:\n  a: ${written}\n  where: { ask: location, next: a }\n${END}`;
        const { flows, problems } = compileAll({ home: HOME, f });
        expect(problems).toEqual([]);
        const step = flows.get('f')?.steps.get('a');
        if (!step) throw new Error(key);
        const { kind, spec } = step;
        expect(kind.key).toBe(key);
        expect(kind.exits(spec).map((exit) => exit.to)).toEqual(exits);
        expect(kind.texts(spec, 'a')).toEqual({ keys, options, asks });
        expect(kind.saves(spec)?.kind).toBe(saves);
        expect(kind.depends(spec).map((expression) => expression.source)).toEqual(depends);
        expect(kind.waits(spec)).toBe(waits);
      }
  });
  it('has cases', () => {
    expect(KINDS.map((k) => k.key).filter((key) => !(key in CASES))).toEqual([]);
  });
  it.each(KINDS.map((k) => [k.key] as const))('%s', (key) => CASES[key]?.());
});
