import type { Instant } from '../../base/day.ts';
import { localesOf, type Release } from '../../content/release.ts';
import { openScene } from '../../content/scene.ts';
import { createVoice } from '../../dialog/speak.ts';
import type { Appeared } from './difference.ts';

/** Something that can be new or gone as a whole, and the text that a step says. */
interface Thing {
  readonly what: Appeared['what'];
  readonly id: string;
  readonly flow?: string;
  readonly key?: string | undefined;
}

/** Languages, answers, flows, and steps of flows that both have, that are new or gone. */
export const appearedIn = (before: Release, after: Release, now: Instant): readonly Appeared[] => {
  const [old, next] = [thingsOf(before, after), thingsOf(after, before)];
  const missing = (all: typeof old, others: typeof old): readonly Thing[] =>
    [...all].flatMap(([name, thing]) => (others.has(name) ? [] : [thing]));
  const tell = (release: Release, change: 'new' | 'gone', things: readonly Thing[]): readonly Appeared[] =>
    things.map((thing) => ({ what: thing.what, id: thing.id, change, says: wordsOf(release, thing, now) }));
  return [...tell(before, 'gone', missing(old, next)), ...tell(after, 'new', missing(next, old))];
};

/** What an answer says on a day; the text of a step as it is written, since its figures are those of a conversation. */
const wordsOf = (release: Release, { what, id, flow = '', key }: Thing, now: Instant): Appeared['says'] =>
  Object.fromEntries(
    localesOf(release).flatMap((locale) => {
      const voice = what === 'answer' && createVoice(release, openScene(release, now), locale, undefined);
      const text = voice
        ? voice.say({ kind: 'answer', id })
        : key === undefined
          ? undefined
          : release.texts.entry(locale, flow, key)?.text.text?.template;
      return text === undefined ? [] : [[locale, text]];
    }),
  );

/** By a name under which both know it: that of a step is the one that it was moved to. */
const thingsOf = (release: Release, other: Release): ReadonlyMap<string, Thing> => {
  const steps = [...release.flows.values()].flatMap((flow) => {
    const moved = other.flows.get(flow.id)?.moved;
    if (!moved) return [];
    return [...flow.steps.values()].map(({ id, kind, spec }): [string, Thing] => [
      `step ${flow.id}/${moved[id] ?? id}`,
      { what: 'step', id: `${flow.id}/${id}`, flow: flow.id, key: kind.texts(spec, id).keys[0] },
    ]);
  });
  const named = (what: Thing['what'], ids: Iterable<string>): [string, Thing][] =>
    [...ids].map((id) => [`${what} ${id}`, { what, id }]);
  return new Map([
    ...named('language', localesOf(release)),
    ...named('answer', release.answers.keys()),
    ...named('flow', release.flows.keys()),
    ...steps,
  ]);
};
