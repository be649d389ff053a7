import { make } from './make.js';

/** What is no longer said, struck out, and what is said instead. */
const changed = ({ gone, came }, lang) => [
  ...gone.map((text) => make('del', lang ? { lang } : {}, text)),
  ...came.map((text) => make('ins', lang ? { lang } : {}, text)),
];

const small = (...texts) => make('span', {}, texts.filter(Boolean).join(' · '));

const rewording = (one, words) => [
  ...changed(one, one.locale),
  small(
    one.locale,
    one.media.join(', '),
    one.where.map(({ id }) => id).join(', '),
    one.paths > 0 && words.paths(one.paths),
    one.otherFigures > 0 && words.otherFigures(one.otherFigures),
  ),
];

const restated = (one, words) => [make('code', {}, one.id), small(words.changes[one.change]), ...changed(one)];

/** The parts of a difference, in the order in which they matter to people. */
export const SECTIONS = [
  { key: 'answers', line: rewording },
  { key: 'messages', line: rewording },
  {
    key: 'routes',
    line: ({ at, answers, before, after, paths }, words) => [
      make('code', {}, at),
      small(answers.join(', ')),
      make('del', {}, before),
      make('ins', {}, after),
      small(words.paths(paths)),
    ],
  },
  {
    key: 'options',
    line: ({ at, option, change, paths }, words) => [
      make('code', {}, at),
      make(change === 'gone' ? 'del' : 'ins', {}, option),
      small(words.paths(paths)),
    ],
  },
  {
    key: 'appeared',
    line: ({ what, id, change, says }, words) => [
      make(change === 'gone' ? 'del' : 'ins', {}, `${words.things[what]} ${id}`),
      ...Object.entries(says).map(([language, text]) => make('q', { lang: language }, text)),
    ],
  },
  { key: 'facts', line: restated },
  { key: 'places', line: restated },
  { key: 'dates', line: (one) => [make('code', {}, one.day), ...changed(one)] },
  {
    key: 'rechecked',
    line: ({ file, facts, from, to }) => [make('code', {}, file), small(facts.join(', '), `${from} → ${to}`)],
  },
  { key: 'unfinished', line: (flow, words) => [make('code', {}, flow), small(words.tooMany)] },
];
