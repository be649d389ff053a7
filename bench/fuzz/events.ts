import type { Content, Option } from '../../src/channel/channel.ts';
import { localesOf, type Release } from '../../src/content/release.ts';
import { type Chance, pick, weighted } from '../support/chance.ts';
import { degrees, foreignWords, INHERITED, longText, noise, words } from './words.ts';

/** What the last message offered, and what it asked: the next event mostly answers it. */
export interface Asked {
  readonly options: readonly Option[];
  readonly at: { readonly flow: string; readonly step: string };
}

/** Typed answers, good, nearly good and absurd. Most of them are no words, so that few have to be searched for. */
const TYPED = [
  ...['0', '1', '3', '8', '25', '120', '480', '2001', '2012', '2019', '99999999999999999999', '-5', '007', '1e400'],
  ...['$1,950.50', '650 dlls', '12,50', '1.234,56', '17.45', '.5', '5.', '1,2,3', '$', '€5', '0.000000001', '3 mil'],
  ...[
    'hoy',
    'ayer',
    'en 20 días',
    'hace 5 días',
    'hace 40 meses',
    '20 dic',
    '2024-02-30',
    '31/12/2025',
    '1/1/1',
    '29 feb',
  ],
  ...['90011', '00000', '22000', 'Denver', 'Tijuana', 'Nogales, Sonora', 'Springfield', 'zzqx', 'sí', 'no', 'no sé'],
];

const NEVER: Content = { kind: 'text', text: '' };
/** A kind that does not exist yet: a program of today must live with the provider of tomorrow. */
const UNKNOWN = JSON.parse('{"kind":"poll","question":{"text":"?"}}') as Content;

/** Everything that one person can send: mostly what answers the question, since a script is reached by answers alone. */
export const createEvents = (release: Release): ((chance: Chance, asked: Asked) => Content) => {
  const commands = localesOf(release).flatMap((locale) =>
    Object.values(release.words.get(locale)?.commands ?? {}).flat(),
  );
  const questions = [...release.answers.values()].flatMap((answer) => Object.values(answer.examples).flat());
  const text =
    (of: (chance: Chance, asked: Asked) => string) =>
    (chance: Chance, asked: Asked): Content => ({
      kind: 'text',
      text: of(chance, asked),
    });
  const option = (chance: Chance, { options }: Asked): Option | undefined => pick(chance, options);
  const makers: readonly (readonly [number, (chance: Chance, asked: Asked) => Content])[] = [
    [42, (chance, asked) => ({ kind: 'pick', id: option(chance, asked)?.id ?? 'menu' })],
    [22, text((chance, { options }) => String(1 + Math.floor(chance() * Math.max(2, options.length))))],
    [6, text((chance, asked) => option(chance, asked)?.label ?? '1')],
    [12, text((chance) => pick(chance, TYPED))],
    [6, text((chance) => pick(chance, commands) ?? 'menu')],
    [1, text((chance) => pick(chance, questions) ?? '?')],
    [1, text(words)],
    [0.6, text(foreignWords)],
    [0.6, text(noise)],
    [0.2, text(longText)],
    [3, (chance) => ({ kind: 'location', point: { kind: 'point', ...degrees(chance) } })],
    [
      0.3,
      (chance) => ({
        kind: 'location',
        point: { kind: 'point', latitude: pick(chance, [90, -90, 0]), longitude: 180 },
      }),
    ],
    [
      1.5,
      (chance, asked) => ({
        kind: 'pick',
        id: `${option(chance, asked)?.id ?? 'x.y'}${pick(chance, ['', '.', 'x', '\0'])}`,
      }),
    ],
    // A button of the question itself, with an option that only a prototype has: a client of one's own can send that.
    [
      0.5,
      (chance, asked) => ({
        kind: 'pick',
        id: `${option(chance, asked)?.id.replace(/\..*/, '')}.${pick(chance, INHERITED)}`,
      }),
    ],
    [
      1,
      (chance) => ({
        kind: 'pick',
        id: words(chance).slice(0, 60),
        ...(chance() < 0.3 ? { title: words(chance) } : {}),
      }),
    ],
    [1, () => ({ kind: 'media' })],
    [0.7, (chance) => ({ kind: 'consent', change: pick(chance, ['stop', 'start', 'start', 'help'] as const) })],
    [0.5, () => ({ kind: 'blocked' })],
    [0.5, () => ({ kind: 'group' })],
    [0.3, (chance) => pick(chance, [UNKNOWN, NEVER])],
  ];
  return (chance, asked) => weighted(chance, makers)(chance, asked);
};
