import { make } from './make.js';

const STALEST = ['overdue', 'due', 'fresh'];
/** Seen beside the words, never instead of them. */
const SIGNS = { overdue: '✖', due: '▲', fresh: '●' };

const byText = (of) => (a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0);
const byNumber = (of) => (a, b) => of(a) - of(b);
const easeOf = ({ words }) => Math.min(...words.map(({ ease }) => ease ?? Number.POSITIVE_INFINITY));
const segmentsOf = ({ words }) => Math.max(0, ...words.map(({ segments }) => segments));

/** What there is most to do about comes first. */
export const ORDERS = {
  state: byNumber(({ freshness }) => STALEST.indexOf(freshness)),
  answer: byText(({ id }) => id),
  due: byText(({ due }) => due ?? '9999'),
  reviewed: byText(({ reviewed }) => reviewed),
  languages: byNumber(({ words }) => words.length),
  ease: byNumber((row) => easeOf(row)),
  segments: byNumber((row) => -segmentsOf(row)),
};

/** An answer as a row; each cell names its column, which is not seen on a phone. */
export const rowOf = (row, words) => {
  const cell = (column, ...children) => make('td', { 'data-column': words[`by-${column}`] }, ...children);
  const each = (of) => row.words.map((one) => `${one.language} ${of(one)}`).join(' · ');
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, row.id, make('code', { class: 'at' }, row.at)),
    cell('state', make('span', { class: row.freshness }, `${SIGNS[row.freshness]} ${words[row.freshness]}`)),
    cell('due', row.due ?? words.noFacts),
    cell('reviewed', row.reviewed),
    cell('languages', languagesOf(row, words)),
    cell(
      'ease',
      each(({ ease }) => ease ?? '–'),
    ),
    cell(
      'segments',
      each(({ segments }) => segments),
    ),
  );
};

const languagesOf = ({ words: written, missing }, words) =>
  [...written.map(({ language }) => language), ...missing.map((language) => words.missingIn(language))].join(' · ');
