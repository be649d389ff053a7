import { encodeVars } from '../../src/base/value.ts';
import { noonOf } from '../../src/check/rehearse.ts';
import type { Release } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import type { Move, StepKind } from '../../src/flow/kind.ts';
import type { Event, Flow, Outcome, Place } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { liveAt } from './live.ts';

/** What was reached by walking a flow: every way taken, and every outcome met. */
export interface Walked {
  /** `step → step` as `flow/step→to`. */
  readonly ways: Set<string>;
  readonly outcomes: Outcome[];
}

/** Answers that lie on both sides of every figure of the dossiers that these flows work with. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  integer: [
    '0',
    '1',
    '2',
    '3',
    '4',
    '8',
    '20',
    '25',
    '70',
    '120',
    '200',
    '1998',
    '2000',
    '2001',
    '2006',
    '2007',
    '2016',
    '2017',
    '2018',
    '2019',
    '2023',
  ],
  money: [
    '0',
    '100',
    '150',
    '220',
    '320',
    '430',
    '480',
    '650',
    '1950',
    '3700',
    '4300',
    '4900',
    '9000',
    '12500',
    '35000',
  ],
  decimal: ['0.5', '1', '17.45', '18.5'],
  date: ['en 1 día', 'en 5 días', 'en 20 días', 'en 70 días', 'en 7 meses'],
  'past-date': ['hoy', 'hace 5 días', 'hace 20 días', 'hace 40 días', 'hace 7 meses', '2024-01-10'],
  text: ['algo'],
  city: ['Tijuana'],
  // Near and far, taken for the likeliest, of several, abroad, on an island, in a village, and nowhere.
  place: [
    '90011',
    'Denver',
    'Houston',
    'Corpus Christi',
    'Springfield',
    'Portland',
    '96813',
    '00901',
    'Tijuana',
    'Nogales, Sonora',
    'Ixtepec, Oaxaca',
    'Tonalá',
    'Toronto',
    'Bogotá',
    'zzqx',
  ],
  zip: ['90001'],
  location: [],
  'yes-no': [],
};

/** Flows with many amounts after one another are walked by fewer, by the step or the kind of answer, or there would be no end of it. */
const TYPED_IN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'remittance-cost': {
    money: ['0', '15', '15.1', '100', '480', '1850', '9000'],
    decimal: ['1', '17.45', '18.5'],
    integer: ['1', '30', '31'],
    cmp_amount: ['100'],
    offer_fee: ['0', '4'],
    offer_rate: ['17.45', '18.5'],
    offer_pesos: ['1850'],
  },
};

const instrumented = (flow: Flow, ways: Set<string>): Flow => ({
  ...flow,
  steps: new Map(
    [...flow.steps].map(([id, step]) => {
      const note = (move: Move): Move => {
        if (move.kind === 'go') ways.add(`${flow.id}/${id}→${move.to}`);
        return move;
      };
      const { kind } = step;
      const { receive } = kind;
      const noted: StepKind = {
        ...kind,
        enter: (spec, turn) => note(kind.enter(spec, turn)),
        ...(receive
          ? {
              receive: (spec: unknown, event: Event, turn: Parameters<typeof receive>[2]) =>
                note(receive(spec, event, turn)),
            }
          : {}),
      };
      return [id, { ...step, kind: noted }];
    }),
  ),
});

type Live = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** States that agree on the variables still live are one. */
const keyOf = (place: Place, live: Live): string =>
  JSON.stringify(
    place.stack.map((f) => {
      const names = live.get(f.flow)?.get(f.step);
      return [
        f.flow,
        f.step,
        encodeVars(
          Object.fromEntries(
            Object.entries(f.vars)
              .filter(([name]) => names?.has(name))
              .sort(),
          ),
        ),
      ];
    }),
  );

const eventsOf = (outcome: Outcome): readonly Event[] => [
  ...[...outcome.options, ...(outcome.named ?? [])]
    .filter((o) => !o.global)
    .map((o): Event => ({ kind: 'pick', option: o.id })),
  ...typedAt(outcome).map((text): Event => ({ kind: 'text', text, locale: 'es' })),
];

const typedAt = ({ at, input = '' }: Outcome): readonly string[] => {
  const own = TYPED_IN[at.flow];
  return own?.[at.step] ?? own?.[input] ?? TYPED[input] ?? [];
};

/** Walks a flow on a day by every option and by typed answers at the borders, until nothing new is met. */
export const walk = (release: Release, flow: string, day: string, most = 60_000): Walked => {
  const ways = new Set<string>();
  const outcomes: Outcome[] = [];
  const flows = new Map([...release.flows].map(([id, f]) => [id, instrumented(f, ways)]));
  const scene = { ...openScene(release, noonOf(release, day)), flow: (id: string) => flows.get(id) };
  const { home } = release.settings;
  const live: Live = new Map([...release.flows].map(([id, f]) => [id, liveAt(release, f)]));
  const seen = new Set<string>();
  const said = new Set<string>();
  const queue: Place[] = [];
  const meet = (outcome: Outcome): void => {
    const key = keyOf(outcome.place, live);
    if (!said.has(key + outcome.parts.length)) outcomes.push(outcome);
    said.add(key + outcome.parts.length);
    if (seen.has(key) || outcome.at.flow === home) return;
    seen.add(key);
    if (seen.size > most) throw new Error(`more than ${most} states in ${flow}`);
    // What was answered before does not change what is said now: only the way back does.
    queue.push({ stack: outcome.place.stack, history: [] });
  };
  meet(run(NOWHERE, { kind: 'enter', flow }, scene, home));
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    const asked = run(place, { kind: 'repeat' }, scene, home);
    for (const event of eventsOf(asked)) meet(run(place, event, scene, home));
  }
  return { ways, outcomes };
};
