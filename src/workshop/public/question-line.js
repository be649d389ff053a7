import { make } from './make.js';

/** Words of a question without an answer: who asked, and where an example could be added. */
export const questionLine = ({ term, people, language, last, kind, nearest }, words) =>
  make(
    'li',
    {},
    make('q', { lang: language }, term),
    make(
      'span',
      {},
      `${words.people(people)}, ${words.lastAsked(last)}${words.kinds[kind] ? `, ${words.kinds[kind]}` : ''}`,
    ),
    ...(nearest
      ? [
          make(
            'span',
            {},
            `${words.nearest} ${nearest.id} `,
            make('code', { class: 'at' }, `${nearest.file}:${nearest.line}`),
          ),
        ]
      : []),
  );
