import type { Place } from '../../content/place.ts';
import type { Quote } from '../../content/quotes/quote.ts';
import type { Release } from '../../content/release.ts';
import { many } from '../fact-text.ts';
import type { Restated } from './difference.ts';

/** Places that people are sent to, and published prices, as far as they are not those of before. */
export const restatedPlaces = (before: Release, after: Release): readonly Restated[] => [
  ...[...new Set([...before.places.keys(), ...after.places.keys()])].flatMap((kind) =>
    placesOf(kind, before.places.get(kind) ?? [], after.places.get(kind) ?? []),
  ),
  ...[...new Set([...before.quotes, ...after.quotes].map(({ corridor }) => corridor))].flatMap((corridor) =>
    pricesOf(corridor, before.quotes, after.quotes),
  ),
];

const placesOf = (kind: string, before: readonly Place[], after: readonly Place[]): readonly Restated[] =>
  [...new Set([...before, ...after].map(({ id }) => id))].flatMap((id): Restated[] => {
    const [old, now] = [before, after].map((all) => cellsOf(all.find((place) => place.id === id)));
    const gone = (old ?? []).filter((cell) => !now?.includes(cell));
    const came = (now ?? []).filter((cell) => !old?.includes(cell));
    if (gone.length + came.length === 0) return [];
    const change = old?.length === 0 ? 'new' : now?.length === 0 ? 'gone' : 'changed';
    return [{ id: `${kind} ${id}`, change, gone, came }];
  });

/** What is known of a place, a line a cell; in which line of the file it stands does not matter to anyone. */
const cellsOf = (place: Place | undefined): readonly string[] =>
  Object.entries(place ?? {}).flatMap(([name, value]) => {
    if (name === 'line' || name === 'id' || value === undefined) return [];
    if (name === 'point') return [`position: ${place?.point.latitude}, ${place?.point.longitude}`];
    return [`${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
  });

const pricesOf = (corridor: string, before: readonly Quote[], after: readonly Quote[]): readonly Restated[] => {
  const texts = (quotes: readonly Quote[]): readonly string[] =>
    quotes.filter((quote) => quote.corridor === corridor).map(priceText);
  const [old, now] = [texts(before), texts(after)];
  const gone = old.filter((price) => !now.includes(price));
  const came = now.filter((price) => !old.includes(price));
  if (gone.length + came.length === 0) return [];
  const days = (quotes: readonly string[]): readonly string[] =>
    [...Map.groupBy(quotes, (price) => price.slice(0, price.indexOf(' ')))].map(
      ([day, prices]) => `${many(prices.length, 'price')} of ${day}`,
    );
  const change = old.length === 0 ? 'new' : now.length === 0 ? 'gone' : 'changed';
  return [{ id: `prices ${corridor}`, change, gone: days(gone), came: days(came) }];
};

const priceText = ({ id: _id, at: _at, day, ...price }: Quote): string =>
  `${day} ${JSON.stringify(price, (_, value) => (typeof value === 'bigint' ? value.toString() : value))}`;
