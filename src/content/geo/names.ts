import { distance } from '../../base/spelling.ts';
import type { About, Located } from '../../flow/scene.ts';
import { type Atlas, countryPoint } from './atlas.ts';
import { choose, chosen, pointOf } from './choose.ts';
import type { Town } from './gazetteer.ts';

/** Only larger towns, and those with a place of the kind looked for, are guessed from a misspelt name. */
const LEAST_GUESSED = 50_000;
/** Only larger towns are seen in the middle of a sentence or by the beginning of their name. */
const LEAST_SEEN = 20_000;
/** Shorter words begin the names of too many towns, and hamlets are called Home, Why or Nada. */
const LEAST_BEGUN = 6;
/** A name with its region has no more words than this behind it. */
const MOST_WORDS_BEHIND = 4;
const MOST_WORDS = 14;

/** Which towns a name may stand for: of one region or country, where that was said. */
type Filter = (town: Pick<Town, 'country' | 'region'>) => boolean;

const ANY: Filter = () => true;

/** Reads names of towns, regions and countries in folded words. */
export const createNames = (atlas: Atlas) => {
  const { settings, gazetteer, codes } = atlas;

  /** What an id stands for: a town as it is; a region by its two largest towns; a country, unless it is the one asked about. */
  const settle = (id: string, about: About): Located | undefined => {
    const town = gazetteer.byId(id);
    if (town) return { kind: 'at', point: pointOf(town) };
    const [country = '', region] = id.split('/');
    const point = countryPoint(gazetteer, country);
    if (!about.within.includes(country)) return point && { kind: 'at', point };
    if (region === undefined) return undefined;
    const towns = gazetteer.towns().filter((t) => t.country === country && t.region === region);
    return towns.length < 2
      ? towns[0] && { kind: 'at', point: pointOf(towns[0]) }
      : { kind: 'several', points: towns.slice(0, 2).map((t) => pointOf(t)) };
  };

  const wantedFor = ({ near }: About) => (near === undefined ? undefined : atlas.wanted(near));

  const asked = (id: string) => {
    const town = gazetteer.byId(id);
    if (town) return pointOf(town);
    const [country = '', region = ''] = id.split('/');
    const point = countryPoint(gazetteer, country);
    return point && { ...point, spot: { id, country, region, namesakes: [] } };
  };

  const whole = (name: string, about: About, filter: Filter): Located | undefined => {
    const towns = gazetteer.named(name).filter(filter);
    const alias = gazetteer.byId(settings.aliases.get(name) ?? '');
    if (alias && filter(alias)) return chosen(alias, gazetteer.named(alias.folded), about);
    const list = settings.ask.get(name);
    if (list && filter === ANY) {
      const points = list.flatMap((id) => asked(id) ?? []);
      return points.length > 1 ? { kind: 'several', points } : undefined;
    }
    const listed = list?.flatMap((id) => gazetteer.byId(id) ?? []).filter(filter) ?? [];
    const area = settings.areasNamed.get(name)?.[0] ?? settings.aliases.get(name);
    // "Chihuahua" is the city of the state of that name; "Texas" is no town of another state.
    const ofArea = area === undefined ? towns : towns.filter((t) => `${t.country}/${t.region}` === area);
    if (filter === ANY && area !== undefined && ofArea.length === 0) return settle(area, about);
    return choose([...ofArea, ...listed.filter((t) => !ofArea.includes(t))], about, wantedFor(about));
  };

  /** "Springfield MO", "Guadalajara, Jalisco, México": what stands behind a name says where it is. */
  const qualified = (
    text: string,
    read: (name: string, filter: Filter) => Located | undefined,
  ): Located | undefined => {
    const words = text.split(' ');
    for (let behind = Math.min(MOST_WORDS_BEHIND, words.length - 1); behind > 0; behind--) {
      const areas = settings.areasBehind.get(words.slice(-behind).join(' '));
      if (!areas) continue;
      const filter: Filter = ({ country, region }) =>
        areas.some((id) => id === country || id === `${country}/${region}`);
      const name = withoutEnd(words.slice(0, -behind));
      if (name === '') continue;
      const found = read(name, filter) ?? qualified(name, read);
      if (found) return found;
    }
    return undefined;
  };

  /** "San Antonio en Texas": what leads to the region is no part of the name. */
  const withoutEnd = (words: readonly string[]): string =>
    settings.fillers.includes(words.at(-1) ?? '') ? withoutEnd(words.slice(0, -1)) : words.join(' ');

  const exact = (text: string, about: About): Located | undefined =>
    whole(text, about, ANY) ?? qualified(text, (name, filter) => whole(name, about, filter));

  /** "St Paul", "Cd Acuña": short words written in full. */
  const inFull = (text: string): string =>
    text
      .split(' ')
      .map((word) => settings.short.get(word) ?? word)
      .join(' ');

  /** Towns that a misspelt name may stand for: where the region was said too, all of it. */
  const known = (about: About, filter: Filter): readonly Town[] => {
    const wanted = wantedFor(about);
    if (filter !== ANY) return gazetteer.towns().filter(filter);
    return gazetteer
      .towns()
      .filter((t) => about.within.includes(t.country) && (t.people >= LEAST_GUESSED || wanted?.isIn(t)));
  };

  /** Towns small enough to be known by their postal code only; of two regions they cannot be told apart by people. */
  const small = (name: string, about: About, filter: Filter): Located | undefined => {
    if (filter === ANY && name.length < LEAST_BEGUN) return undefined;
    const towns = (codes?.towns(name) ?? []).filter((t) => about.within.includes(t.country) && filter(t));
    if (towns.length < 2) return towns[0] && { kind: 'at', point: pointOf(towns[0]) };
    return { kind: 'several', points: towns.slice(0, 2).map((t) => pointOf(t)) };
  };

  /** The one name that is spelt nearly so. Two names equally near are no answer. */
  const guess = (text: string, about: About, most: number, filter: Filter): string | undefined => {
    const letters = text.replaceAll(' ', '').length;
    const limit = Math.min(most, letters >= 6 ? 2 : letters >= 4 ? 1 : 0);
    if (limit === 0) return undefined;
    const best = new Map<string, number>();
    for (const name of new Set([...known(about, filter).map((t) => t.folded), ...settings.aliases.keys()])) {
      const off = distance(text, name, limit);
      if (off <= limit) best.set(name, off);
    }
    const least = Math.min(...best.values());
    const names = [...best.keys()].filter((name) => best.get(name) === least);
    const targets = new Set(names.map((name) => gazetteer.byId(settings.aliases.get(name) ?? '')?.folded ?? name));
    return targets.size === 1 ? names[0] : undefined;
  };

  /** "Naucalpan" for "Naucalpan de Juárez". */
  const begun = (text: string, about: About): Located | undefined => {
    if (text.length < LEAST_BEGUN) return undefined;
    const towns = gazetteer.towns().filter((t) => t.people >= LEAST_SEEN && t.folded.startsWith(`${text} `));
    return choose(
      towns.toSorted((a, b) => b.people - a.people),
      about,
      wantedFor(about),
    );
  };

  /** The longest name of a larger town that stands within a sentence; two different ones are no answer. */
  const within = (text: string, about: About): Located | undefined => {
    const words = text.split(' ');
    if (words.length > MOST_WORDS) return undefined;
    for (let size = Math.min(5, words.length - 1); size > 0; size--) {
      const parts = words.flatMap((_, i) => (i + size <= words.length ? [words.slice(i, i + size).join(' ')] : []));
      const seen = parts.filter((part) => part.length > 3 && exactTown(part, about));
      if (new Set(seen).size > 1) return undefined;
      if (seen[0] !== undefined) return exact(seen[0], about);
    }
    return undefined;
  };

  const exactTown = (text: string, about: About): boolean => {
    const ofHome = (t: Town): boolean => about.within.includes(t.country) && t.people >= LEAST_SEEN;
    if (settings.aliases.has(text) || settings.ask.has(text) || gazetteer.named(text).some(ofHome)) return true;
    return (
      qualified(text, (name, filter) => (gazetteer.named(name).some((t) => filter(t)) ? NOWHERE : undefined)) ===
      NOWHERE
    );
  };

  const misspelt = (text: string, about: About, most: number): Located | undefined => {
    const name = guess(text, about, most, ANY);
    if (name !== undefined) return whole(name, about, ANY);
    return qualified(text, (part, filter) => {
      const near = guess(part, about, most, filter);
      return near === undefined ? undefined : whole(near, about, filter);
    });
  };

  const read = (text: string, about: About): Located | undefined =>
    exact(inFull(text), about) ??
    exact(text, about) ??
    qualified(text, (name, filter) => small(name, about, filter)) ??
    begun(text, about) ??
    misspelt(text, about, 1) ??
    small(text, about, ANY) ??
    misspelt(text, about, 2) ??
    within(text, about);

  /** Whether these words are the name of a place and nothing else. */
  const isName = (text: string): boolean => exact(text, { within: [] }) !== undefined;

  return { read, settle, isName };
};

const NOWHERE: Located = { kind: 'unknown' };
