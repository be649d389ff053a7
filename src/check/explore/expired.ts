import { type Diagnostic, error } from '../../base/diagnostic.ts';
import { ANSWERS } from '../../content/load.ts';
import { localesOf, type Release } from '../../content/release.ts';
import type { ContentScene } from '../../content/scene.ts';
import { type Entry, type Written, writings } from '../../content/text.ts';
import type { Outcome, Part } from '../../flow/model.ts';

/** A text, and the option of it whose label is said. */
export interface Said {
  readonly book: string;
  readonly key: string;
  readonly option?: string;
}

/** The text of a part; the program's own words are not told here. */
export const textOf = (part: Part): Said | undefined => {
  if (part.kind === 'system') return undefined;
  return part.kind === 'answer' ? { book: ANSWERS, key: part.id } : { book: part.flow, key: part.key };
};

/** Every text and label that an outcome says. */
export const saidIn = ({ parts, options, named = [] }: Outcome): readonly Said[] => [
  ...parts.flatMap((part) => textOf(part) ?? []),
  ...[...options, ...named].flatMap(({ global, flow, step, id }) =>
    global ? [] : [{ book: flow, key: step, option: id }],
  ),
];

/** Figures that a text needs and that have no value in this world, each where it stands. */
export const expiredIn = (release: Release, scene: ContentScene, { book, key, option }: Said): readonly Diagnostic[] =>
  localesOf(release).flatMap((locale) => {
    const entry = release.texts.entry(locale, book, key);
    if (!entry) return [];
    return writingsOf(entry, option).flatMap((one) =>
      one.placeholders.flatMap((placeholder) => {
        const dot = placeholder.indexOf('.');
        const [kind, id] = [placeholder.slice(0, dot), placeholder.slice(dot + 1)];
        if (dot < 0 || !release.facts.has(id) || isKnown(scene, kind, id)) return [];
        const at = one.letter(Math.max(0, one.template.indexOf(placeholder)));
        return [
          error(
            at,
            'expired-fact',
            `from ${scene.today.iso} on "${id}" has no ${kind === 'until' ? 'last day' : 'value'}, and people are still told this`,
            'lead elsewhere where has_fact is false, say {{last.…}} with its day, or give the fact its next value',
          ),
        ];
      }),
    );
  });

const writingsOf = (entry: Entry, option: string | undefined): readonly Written[] => {
  if (option === undefined) return writings({ ...entry, options: new Map() });
  const text = entry.options.get(option);
  return text ? [text.label] : [];
};

const isKnown = (scene: ContentScene, kind: string, id: string): boolean => {
  if (kind === 'fact') return scene.held(id) !== undefined;
  const newest = scene.newest(id);
  return newest !== undefined && (kind !== 'until' || newest.until !== undefined);
};
