import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/base/value.ts';
import type { Event } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import type { FoundPlace, Located, Scene } from '../../src/flow/scene.ts';
import { compileAll, sceneOf } from './support.ts';

const HOME = 'start: desk\nsteps:\n  desk: { say: ~, options: [menu] }\n';
const END = '  end: { end: ~ }\n';
const point = (id: string, namesakes: readonly string[] = []): Point => {
  const [country = '', region = '', town] = id.split('/');
  return {
    kind: 'point',
    latitude: 1,
    longitude: 2,
    spot: { id, country, region, namesakes, ...(town ? { town } : {}) },
  };
};
const text = (said: string): Event => ({ kind: 'text', text: said, locale: 'es' });

/** Runs a flow of steps over what someone says, in a world where names are found as told. */
const walk = (steps: string, events: readonly Event[], change: Partial<Scene> = {}) => {
  const { flows, problems } = compileAll({ home: HOME, f: `start: a\nsteps:\n${steps}${END}` });
  expect(problems).toEqual([]);
  const scene = sceneOf(flows, change);
  return events.reduce(
    (outcome, event) => run(outcome.place, event, scene, 'home'),
    run(NOWHERE, { kind: 'enter', flow: 'f' }, scene, 'home'),
  );
};
const problemsOf = (steps: string): readonly string[] =>
  compileAll({ home: HOME, f: `start: a\nsteps:\n${steps}${END}` }).problems.map(
    ({ rule, message, hint }) => `${rule} ${message}${hint ? ` (${hint})` : ''}`,
  );

describe('a place that is asked for', () => {
  const ask = '  a: { place: [AA], next: b }\n  b: { say: ~, options: [menu] }\n';
  const several: Located = { kind: 'several', points: [point('AA/X/Town'), point('AA/Y/Town')] };
  it('is looked for with what it is asked for', () => {
    const asked: unknown[] = [];
    const locate: Scene['locate'] = (said, about) => {
      asked.push([said, about]);
      return { kind: 'at', point: point('AA/X/Town') };
    };
    expect(walk('  a: { place: [AA, BB], near: desks, next: end }\n', [text('Town')], { locate }).at.step).toBe('desk');
    expect(asked).toEqual([['Town', { within: ['AA', 'BB'], near: 'desks' }]]);
  });
  it('that may be one of several moves nothing: the question waits, and they are told', () => {
    const outcome = walk(ask, [text('Town')], { locate: () => several });
    expect(outcome).toMatchObject({ at: { step: 'a' }, which: several.points, understood: true });
    expect(outcome.place.history).toEqual([]);
  });
  it('that is not known is asked again', () => {
    expect(walk(ask, [text('Town')], { locate: () => ({ kind: 'unknown' }) })).toMatchObject({
      at: { step: 'a' },
      understood: false,
    });
  });
});

describe('what is asked of a point', () => {
  const at = (steps: string, where: Point, change: Partial<Scene> = {}) =>
    walk(`  a: { place: [AA], next: b }\n${steps}`, [text('x')], {
      locate: () => ({ kind: 'at', point: where }),
      ...change,
    }).at.step;
  const branch = (when: string) =>
    `  b: { branch: [{ when: "${when}", to: yes }, { to: no }] }\n  yes: { say: ~, options: [menu] }\n  no: { say: ~, options: [menu] }\n`;
  it.each([
    ["country_of(a) == 'AA'", 'AA/X/Town', 'yes'],
    ["country_of(a) == 'other'", 'ZZ/X/Town', 'yes'],
    ["country_of(a) in ['AA', 'BB']", 'ZZ/X/Town', 'no'],
    ["region_of(a) == 'X'", 'AA/X/Town', 'yes'],
    ['has_namesakes(a)', 'AA/X/Town', 'no'],
    ["kilometres_to('desks', a) > 1", 'AA/X/Town', 'yes'],
    ["kilometres_to('desks', a) > 2", 'AA/X/Town', 'no'],
  ])('%s of %s is %s', (when, id, step) => {
    expect(at(branch(when), point(id))).toBe(step);
  });
  it('namesakes are there where others were passed over', () => {
    expect(at(branch('has_namesakes(a)'), point('AA/X/Town', ['AA/Y']))).toBe('yes');
  });
  it('has no value where no place is known', () => {
    expect(at(branch("kilometres_to('desks', a) > 1"), point('AA/X/T'), { nearest: () => [] })).toBe('desk');
  });
});

describe('places that are found', () => {
  const all: readonly FoundPlace[] = [0, 10, 60, 61, 90, 95].map((kilometres) => ({
    id: `p${kilometres}`,
    kilometres,
  }));
  const found = (keys: string) =>
    walk(
      `  a: { place: [AA], next: b }\n  b: { find: desks, near: "a", ${keys}, none: end, next: c }\n  c: { say: ~, options: [menu] }\n`,
      [text('x')],
      {
        locate: () => ({ kind: 'at', point: point('AA/X/T') }),
        nearest: (_, __, limit) => all.slice(0, limit),
      },
    ).parts[0];
  it.each([
    ['limit: 2', ['p0', 'p10'], []],
    ['limit: 2, also_within: 60', ['p0', 'p10', 'p60'], []],
    ['limit: 3, also_within: 60', ['p0', 'p10', 'p60'], []],
    ['limit: 1, more: 2', ['p0'], ['p10', 'p60']],
    ['limit: 2, also_within: 60, more: 2', ['p0', 'p10', 'p60'], ['p61', 'p90']],
  ])('%s', (keys, shown, later) => {
    const part = found(keys);
    if (part?.kind !== 'places') throw new Error('no places');
    expect(part.found.map(({ id }) => id)).toEqual(shown);
    expect(part.later.map(({ id }) => id)).toEqual(later);
  });
});

describe('mistakes', () => {
  it.each([
    ['  a: { place: ~, next: end }\n', 'shape place: lists the countries that it is about (such as: place: [ES])'],
    ['  a: { place: [AB], next: end }\n', 'unknown-country there is no country "AB" (did you mean "AA"?)'],
    [
      '  a: { place: [AA], near: desk, next: end }\n',
      'unknown-places there are no places "desk" (did you mean "desks"?)',
    ],
    [
      '  a: { place: [AA], next: b }\n  b: { find: desks, near: "a", also_within: near, none: end, next: end }\n',
      'shape also_within: must be a number of kilometres',
    ],
    [
      '  a: { place: [AA], next: b }\n  b: { find: desks, near: "a", more: 9, none: end, next: end }\n',
      'shape more: must be 0 to 5',
    ],
    [
      '  a: { place: [AA], next: b }\n  b: { branch: [{ when: "country_of(a) == \'AC\'", to: end }, { to: end }] }\n',
      `unknown-option "AC" is not an option here (did you mean "AA"?)`,
    ],
    ['  a: { let: { x: "country_of(1)" }, next: end }\n', 'type this is integer, but a point is needed'],
    [
      '  a: { place: [AA], next: b }\n  b: { let: { x: "kilometres_to(\'desk\', a)" }, next: end }\n',
      'unknown-places there are no places "desk" (did you mean "desks"?)',
    ],
  ])('%s', (steps, problem) => {
    expect(problemsOf(steps).join('\n')).toContain(problem.split(' (')[0]);
  });
});
