import { make } from './make.js';

/** What a message rests on, to be opened: the lines of its texts, its facts with value and validity, its sources. */
export const groundsOf = ({ texts, grounds: { facts, sources } }, words) => {
  if (texts.length + facts.length + sources.length === 0) return [];
  const parts = [
    [texts, words.texts, (at) => [make('code', { class: 'at' }, at)], 'texts'],
    [facts, words.facts, (fact) => factLines(fact, words), 'facts'],
    [sources, words.sources, (source) => sourceLines(source, words), 'sources'],
  ].filter(([all]) => all.length > 0);
  const counts = parts.map(([all, name]) => `${name}: ${all.length}`).join(' · ');
  return [
    make(
      'details',
      { class: 'grounds' },
      make('summary', {}, counts),
      ...parts.flatMap(([all, name, lines, kind]) => [
        make('h3', {}, name),
        make('ul', { class: kind }, ...all.map((one) => make('li', {}, ...lines(one)))),
      ]),
    ),
  ];
};

const factLines = (fact, words) => [
  make('code', {}, fact.id),
  make('strong', {}, fact.holds ? fact.value : `${fact.value} (${words.heldNoLonger})`),
  ...(fact.checked
    ? [
        make('span', {}, words.validity(fact.from, fact.until)),
        make(
          'span',
          {},
          `${words.checked(fact.checked)}, `,
          make('b', { class: fact.freshness }, words[fact.freshness]),
        ),
      ]
    : []),
  make('code', { class: 'at' }, [fact.source, fact.at].filter(Boolean).join(', ')),
];

const sourceLines = ({ id, title, publisher, url, retrieved, at }, words) => [
  make('code', {}, id),
  url ? make('a', { href: url, rel: 'noreferrer', target: '_blank' }, title) : make('strong', {}, title),
  make('span', {}, `${publisher}, ${words.read(retrieved)}`),
  make('code', { class: 'at' }, at),
];
