import type { Dated, Fact } from '../../content/fact.ts';
import type { Release } from '../../content/release.ts';
import { factText } from '../fact-text.ts';
import type { Rechecked, Restated } from './difference.ts';

/** Facts that hold otherwise than before: by value, by day, or by where they are from. */
export const restatedFacts = (before: Release, after: Release): readonly Restated[] =>
  [...new Set([...before.facts.keys(), ...after.facts.keys()])].flatMap((id): Restated[] => {
    const [old, now] = [entriesOf(before, before.facts.get(id)), entriesOf(after, after.facts.get(id))];
    const gone = old.filter((entry) => !now.includes(entry));
    const came = now.filter((entry) => !old.includes(entry));
    if (gone.length + came.length === 0) return [];
    return [{ id, change: old.length === 0 ? 'new' : now.length === 0 ? 'gone' : 'changed', gone, came }];
  });

const entriesOf = (release: Release, fact: Fact | undefined): readonly string[] =>
  (fact?.history ?? []).map((held) => entryText(release, fact as Fact, held));

const entryText = (release: Release, fact: Fact, held: Dated): string => {
  const values = held.spoken
    ? Object.entries(held.spoken).map(([locale, words]) => `${locale}: ${words}`)
    : [factText(release, fact, held, release.settings.default)];
  return `${held.from?.iso ?? '…'} to ${held.until?.iso ?? '…'}: ${values.join(' | ')} (${held.source})`;
};

/** Facts that say what they said, and were looked up again. */
export const recheckedFacts = (before: Release, after: Release): readonly Rechecked[] => {
  const found = [...after.facts.values()].flatMap((fact) => {
    const old = before.facts.get(fact.id);
    const same = JSON.stringify(entriesOf(before, old)) === JSON.stringify(entriesOf(after, fact));
    // The one that holds may be looked up again while the next waits for its day.
    const again = fact.history.findLast(({ checked }, i) => checked.iso !== old?.history[i]?.checked.iso);
    const from = again && old?.history[fact.history.indexOf(again)]?.checked.iso;
    return same && again && from !== undefined
      ? [{ id: fact.id, file: fact.at.file, from, to: again.checked.iso }]
      : [];
  });
  return [...Map.groupBy(found, ({ file, from, to }) => `${file} ${from} ${to}`).values()].flatMap((all) =>
    all.slice(0, 1).map(({ file, from, to }) => ({ file, facts: all.map(({ id }) => id), from, to })),
  );
};
