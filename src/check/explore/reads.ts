import { addDays, type Day } from '../../base/day.ts';
import type { Release } from '../../content/release.ts';
import type { ContentScene } from '../../content/scene.ts';
import type { Step } from '../../flow/model.ts';
import { expressionsOf } from './closure.ts';
import type { World } from './world.ts';

/** What a search found out about the day: the ids of facts, and these two. */
const CALENDAR = 'a calendar';
const QUOTES = 'published prices';

/** The same world, noting whether a calendar or published prices were asked for; facts note themselves. */
export const noting = (world: World<ContentScene>, reads: Set<string>): World<ContentScene> => ({
  ...world,
  scene: () => {
    const scene = world.scene();
    return {
      ...scene,
      workingDaysAfter: (...asked) => {
        reads.add(CALENDAR);
        return scene.workingDaysAfter(...asked);
      },
      quotes: (wanted) => {
        reads.add(QUOTES);
        return scene.quotes(wanted);
      },
    };
  },
});

/** How closely some steps ask for today: by the year, the month or not at all. */
export const asksToday = (steps: Iterable<Step>): number => {
  const sources = [...steps].flatMap(expressionsOf).map(({ source }) => source);
  if (sources.some((source) => source.includes('today.month'))) return 'YYYY-MM'.length;
  return sources.some((source) => source.includes('today.year')) ? 'YYYY'.length : 0;
};

/** All that was read, as it is on one day: the same on two days means that nothing else would be met. */
export const stateOf = (
  { facts, quotes, calendars }: Release,
  { held, newest, today }: ContentScene,
  reads: ReadonlySet<string>,
): string =>
  [...reads]
    .map((id) => {
      if (id === CALENDAR) return calendarState(calendars, today);
      if (id === QUOTES)
        return quotes.map((q) => Number(q.first.iso <= today.iso) + Number(q.until.iso < today.iso)).join('');
      const [now, last] = [held(id), newest(id)];
      const side = now && typeof now.value === 'object' && now.value.kind === 'day' ? sideOf(today, now.value) : '';
      return `${facts
        .get(id)
        ?.history.map((one) => `${Number(one === now)}${Number(one === last)}`)
        .join('')}${side}`;
    })
    .join();

/** How many of its days have come, and whether one comes tomorrow. */
const calendarState = (calendars: Release['calendars'], today: Day): string => {
  const days = [...calendars.values()].flatMap(({ from, until, days }) => [from.iso, addDays(until, 1).iso, ...days]);
  return `${days.filter((iso) => iso <= today.iso).length}${days.includes(addDays(today, 1).iso)}`;
};

const sideOf = (today: Day, day: Day): string => (today.iso < day.iso ? '<' : today.iso > day.iso ? '>' : '=');
