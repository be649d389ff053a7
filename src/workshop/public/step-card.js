import { make } from './make.js';

/** What a step says in each language, each writing with the line to mend it in. */
export const stepCard = (flow, { id, kind, at, texts }, words) => [
  make('h3', {}, `${flow} › ${id} `, make('small', {}, kind), ' ', make('code', { class: 'at' }, at)),
  ...texts.map(({ language, writings }) =>
    make(
      'section',
      {},
      make('h4', {}, language),
      ...(writings.length === 0 ? [make('p', {}, words.saysNothing)] : [writingList(language, writings, words)]),
    ),
  ),
];

const writingList = (language, writings, words) =>
  make(
    'ul',
    {},
    ...writings.map(({ role, option, words: said, at }) =>
      make(
        'li',
        {},
        make('span', { class: 'role' }, words.role(role, option)),
        make('q', { lang: language }, said),
        make('code', { class: 'at' }, at),
      ),
    ),
  );
