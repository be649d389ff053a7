import type { Locale } from '../../base/locale.ts';
import { ANSWERS } from '../../content/load.ts';
import { localesOf, type Release } from '../../content/release.ts';
import { openScene } from '../../content/scene.ts';
import { type Entry, type Medium, variant, writings } from '../../content/text.ts';
import { createVoice, type Voice } from '../../dialog/speak.ts';
import { SYSTEM } from '../../dialog/system.ts';
import type { Offered, Part } from '../../flow/model.ts';
import { type Reworded, reworded } from '../sentences.ts';

const MEDIA: readonly Medium[] = ['telegram', 'whatsapp', 'sms'];

/** One thing that is said differently, in one language on one channel. */
export interface Said {
  readonly change: Reworded;
  readonly locale: Locale;
  readonly medium: Medium;
}

/** What two releases make of the same thing to say. Undefined on one side: it is not said there. */
export interface Words {
  readonly part: (before: Part | undefined, after: Part | undefined) => readonly Said[];
  readonly label: (before: Offered, after: Offered) => readonly Said[];
  /** The program's own texts, as they are written: no flow leads to most of them. */
  readonly own: () => readonly (Said & { readonly where: string })[];
}

interface Spoken {
  readonly release: Release;
  readonly voices: ReadonlyMap<string, Voice>;
}

/** Compares words, each pair once: many paths lead to the same ones. */
export const createWords = (before: Release, after: Release, now: number): Words => {
  const locales = localesOf(after).filter((locale) => before.settings.languages[locale]);
  const open = (release: Release): Spoken => {
    const scene = openScene(release, now);
    const voices = locales.flatMap((locale) =>
      MEDIA.map((medium) => [`${locale} ${medium}`, createVoice(release, scene, locale, medium)] as const),
    );
    return { release, voices: new Map(voices) };
  };
  const [old, next] = [open(before), open(after)];
  const known = new Map<string, readonly Said[]>();
  const compare = (key: string, say: (voice: Voice, side: 'before' | 'after') => string): readonly Said[] => {
    const found = known.get(key);
    if (found) return found;
    const said = locales.flatMap((locale) =>
      MEDIA.flatMap((medium) => {
        const [a, b] = [old, next].map(({ voices }) => voices.get(`${locale} ${medium}`));
        if (!a || !b) return [];
        return reworded(say(a, 'before'), say(b, 'after'), locale).map((change) => ({ change, locale, medium }));
      }),
    );
    known.set(key, said);
    return said;
  };
  const shown = createShown(before, after);
  return {
    own: () =>
      locales.flatMap((locale) =>
        [...(after.texts.books.get(locale)?.get(SYSTEM)?.values() ?? [])].flatMap(({ key, text }) =>
          MEDIA.flatMap((medium) => {
            const old = before.texts.entry(locale, SYSTEM, key)?.text;
            const [a, b] = [old && variant(old, medium), variant(text, medium)];
            return a && b
              ? reworded(a.template, b.template, locale).map((change) => ({
                  change,
                  locale,
                  medium,
                  where: `${SYSTEM}/${key}`,
                }))
              : [];
          }),
        ),
      ),
    part: (a, b) =>
      compare(`${partKey(a, shown)} ${partKey(b, shown)}`, (voice, side) => {
        const part = side === 'before' ? a : b;
        return part ? voice.say(part) : '';
      }),
    label: (a, b) =>
      compare(
        `label ${labelKey(a)} ${labelKey(b)}`,
        (voice, side) => `[${voice.option(side === 'before' ? a : b).label}]`,
      ),
  };
};

const labelKey = ({ flow, step, id, global }: Offered): string => `${flow}/${step} ${id} ${global}`;

type Shown = (flow: string, key: string) => readonly string[];

/** The variables that a text shows in either release, in any language. */
const createShown = (...releases: readonly Release[]): Shown => {
  const known = new Map<string, readonly string[]>();
  return (flow, key) => {
    const found =
      known.get(`${flow}/${key}`) ??
      releases.flatMap((release) =>
        localesOf(release).flatMap((locale) => {
          const entry: Entry | undefined = release.texts.entry(locale, flow, key);
          return entry
            ? writings(entry).flatMap(({ placeholders }) => placeholders.map((name) => name.split('.')[0] ?? ''))
            : [];
        }),
      );
    known.set(`${flow}/${key}`, found);
    return found;
  };
};

/** Parts with the same key are said in the same words. */
const partKey = (part: Part | undefined, shown: Shown): string => {
  if (part === undefined) return '-';
  if (part.kind === 'answer') return `${ANSWERS} ${part.id}`;
  if (part.kind === 'system') return `${SYSTEM} ${part.key}`;
  const values = shown(part.flow, part.key).map((name) => part.vars[name]);
  const found = part.kind === 'text' ? part.role : part.found;
  return JSON.stringify([part.flow, part.key, found, values], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
};
