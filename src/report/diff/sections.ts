import { many } from '../fact-text.ts';
import type { Difference, Restated, Rewording } from './difference.ts';

/** One thing that people will see differently, ready to be written in any form. Names stand in backticks. */
export interface Item {
  readonly title: string;
  readonly details: readonly string[];
  readonly gone: readonly string[];
  readonly came: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

/** How many names are told before "and 3 more". */
const MOST_NAMES = 6;

/** What people will see differently, by what it is; sections without anything are left out. */
export const sectionsOf = (difference: Difference): readonly Section[] =>
  [
    { title: 'New and gone', items: difference.appeared.map(appearedItem) },
    { title: 'Answers', items: difference.answers.map((one) => rewordingItem(one, many(one.where.length, 'answer'))) },
    { title: 'Messages', items: difference.messages.map((one) => rewordingItem(one, many(one.paths, 'path'))) },
    { title: 'Routes', items: [...difference.routes.map(routeItem), ...difference.options.map(optionItem)] },
    { title: 'Facts', items: [...difference.facts.map(restatedItem), ...difference.rechecked.map(recheckedItem)] },
    { title: 'Places and prices', items: difference.places.map(restatedItem) },
    {
      title: 'Coming days',
      items: difference.dates.map(({ day, kind, gone, came }) =>
        item(`${day}: what ${kind === 'end' ? 'ends with nothing after it' : 'changes'}`, [], gone, came),
      ),
    },
    {
      title: 'Not looked at',
      items: difference.unfinished.map((flow) => item(`\`${flow}\` has too many paths: only some were compared`)),
    },
  ].filter(({ items }) => items.length > 0);

const item = (
  title: string,
  details: readonly string[] = [],
  gone: readonly string[] = [],
  came: readonly string[] = [],
): Item => ({ title, details, gone, came });

const names = (all: readonly string[]): string =>
  [
    all.slice(0, MOST_NAMES).join(', '),
    ...(all.length > MOST_NAMES ? [`and ${all.length - MOST_NAMES} more`] : []),
  ].join(' ');

const rewordingItem = ({ gone, came, locale, media, where, otherFigures }: Rewording, count: string): Item => {
  const sentences = Math.max(gone.length, came.length);
  const verb = count.startsWith('1 ') ? 'changes' : 'change';
  return item(
    `${count} ${verb} in ${sentences === 1 ? 'one sentence' : `${sentences} sentences`} (${locale}: ${media.join(', ')})`,
    [
      names(where.map(({ id, paths }) => (paths > 1 ? `\`${id}\` ${paths}×` : `\`${id}\``))),
      ...(otherFigures > 0 ? [`and in ${many(otherFigures, 'more case')} with other figures`] : []),
    ],
    gone,
    came,
  );
};

const appearedItem = ({ what, id, change, says }: Difference['appeared'][number]): Item => {
  const texts = Object.entries(says).map(([locale, text]) => `${locale}: ${text}`);
  return change === 'new'
    ? item(`new ${what} \`${id}\``, [], [], texts)
    : item(`the ${what} \`${id}\` is gone`, [], texts, []);
};

const routeItem = ({ at, answers, before, after, paths }: Difference['routes'][number]): Item =>
  item(
    `${many(paths, 'path')} ${paths === 1 ? 'leads' : 'lead'} to \`${after}\`, not to \`${before}\``,
    at === '' ? ['at the beginning'] : [`from \`${at}\`, answered ${names(answers)}`],
  );

const optionItem = ({ at, option, change, paths }: Difference['options'][number]): Item =>
  item(
    `\`${at}\` ${change === 'new' ? 'newly offers' : 'no longer offers'} \`${option}\``,
    paths > 1 ? [`on ${paths} paths`] : [],
  );

const restatedItem = ({ id, change, gone, came }: Restated): Item =>
  item(change === 'changed' ? `\`${id}\`` : `\`${id}\` is ${change}`, [], gone, came);

const recheckedItem = ({ file, facts, from, to }: Difference['rechecked'][number]): Item =>
  item(`${many(facts.length, 'fact')} of \`${file}\` looked up again: ${from} → ${to}`, [names(facts)]);
