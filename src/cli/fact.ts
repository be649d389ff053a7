import { defineCommand } from 'citty';
import { addDays, type Day, parseDay } from '../base/day.ts';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';
import { type Dated, type Fact, factDay, heldOn } from '../content/fact.ts';
import type { Release } from '../content/release.ts';
import { factText } from '../report/fact-text.ts';
import { now } from './now.ts';
import { dayOption, dirOption, openRelease } from './options.ts';

const lines = (release: Release, fact: Fact, held: Dated | undefined, day: Day): readonly string[] => {
  if (!held)
    return [
      `${fact.id}: no value on ${day.iso}`,
      ...fact.history.map((d) => `  held ${d.from?.iso ?? '…'} to ${d.until?.iso ?? '…'}`),
    ];
  const locale = release.settings.default;
  const source = release.sources.get(held.source);
  return [
    `${fact.id}: ${factText(release, fact, held, locale)}`,
    `  unit: ${fact.unit}`,
    `  holds: ${held.from?.iso ?? 'not known since when'} to ${held.until?.iso ?? 'no end known'}`,
    `  source: ${held.source}${source ? ` (${source.title}; ${source.publisher}; ${source.published ?? 'undated'}; ${source.url ?? source.address ?? ''})` : ''}`,
    `  checked: ${held.checked.iso}, review by ${addDays(held.checked, fact.review).iso}`,
    `  confidence: ${held.confidence}`,
    ...(fact.note ? [`  note: ${fact.note}`] : []),
  ];
};

export const fact = defineCommand({
  meta: { name: 'fact', description: 'shows one fact: value, unit, validity, source, review date' },
  args: {
    id: { type: 'positional', required: true, description: 'the id, such as topic.name.key' },
    'as-of': { type: 'string', description: 'on this day', valueHint: 'DATE' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const asOf = dayOption(args['as-of'], '--as-of');
    const release = openRelease(args.dir);
    const found = release.facts.get(args.id);
    if (!found)
      throw new OperationalError(
        'unknown-fact',
        `there is no fact "${args.id}"; ${didYouMean(args.id, release.facts.keys(), 'facts live in content/facts/')}`,
      );
    const day = (asOf === undefined ? undefined : parseDay(asOf)) ?? factDay(found, now(), release.settings.zone);
    process.stdout.write(`${lines(release, found, heldOn(found, day), day).join('\n')}\n`);
  },
});
