import { fold } from '../../base/fold.ts';
import type { Point } from '../../base/value.ts';
import type { About, Located } from '../../flow/scene.ts';
import { type Atlas, countryPoint } from './atlas.ts';
import { pointOf } from './choose.ts';
import { createNames } from './names.ts';

/** A position so far from every town is at sea, or in a country that is not known. */
const REMOTE_KM = 100;
/** So near a border nobody can tell from a position on which side someone is. */
const BORDER_KM = 20;

/** A longer text tells a story; reading it for names would take time. */
const LONGEST = 200;

const UNKNOWN: Located = { kind: 'unknown' };

/** Finds where something is that people name, or where they are by a position that they share. */
export const createLocator = (
  atlas: Atlas,
): { readonly locate: (said: string | Point, about: About) => Located; readonly isName: (said: string) => boolean } => {
  const names = createNames(atlas);
  const locate = (said: string | Point, about: About): Located => {
    if (typeof said !== 'string')
      return said.spot ? (names.settle(said.spot.id, about) ?? UNKNOWN) : byPosition(atlas, said);
    const text = said.length > LONGEST ? '' : withoutFillers(fold(said), atlas.settings.fillers);
    return text === '' ? UNKNOWN : (byCode(atlas, text) ?? names.read(text, about) ?? UNKNOWN);
  };
  return { locate, isName: (said) => names.isName(withoutFillers(fold(said), atlas.settings.fillers)) };
};

/** The country is that of the nearest town; near a border the nearest of each side is offered instead of the position itself. */
const byPosition = ({ gazetteer }: Atlas, point: Point): Located => {
  const [nearest, other] = gazetteer.nearest(point);
  if (!nearest || nearest.kilometres > REMOTE_KM) return UNKNOWN;
  if (other && other.kilometres <= BORDER_KM)
    return { kind: 'several', points: [pointOf(nearest.town), pointOf(other.town)] };
  const { spot } = pointOf(nearest.town);
  return { kind: 'at', point: spot ? { ...point, spot } : point };
};

/** A postal code that is listed; one of a form that is listed but unknown may be that of another country, which has to be asked. */
const byCode = ({ settings, codes, gazetteer }: Atlas, text: string): Located | undefined => {
  const elsewhere: Point[] = [];
  for (const { country, listed, pattern } of settings.codes)
    for (const [code] of text.matchAll(pattern)) {
      const town = listed ? codes?.find(code) : undefined;
      if (town) return { kind: 'at', point: pointOf(town) };
      const point = listed ? undefined : countryPoint(gazetteer, country);
      if (point) elsewhere.push(point);
    }
  const [first] = elsewhere;
  if (!first) return undefined;
  const sure = !settings.codes.some(({ listed, pattern }) => listed && new RegExp(pattern).test(text));
  return sure ? { kind: 'at', point: first } : { kind: 'several', points: [first] };
};

const withoutFillers = (text: string, fillers: readonly string[]): string => {
  const filler = fillers.find((words) => text === words || text.startsWith(`${words} `));
  return filler === undefined ? text : withoutFillers(text.slice(filler.length).trim(), fillers);
};
