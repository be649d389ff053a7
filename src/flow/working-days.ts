import type { Day } from '../base/day.ts';
import { didYouMean } from '../base/spelling.ts';
import type { LanguageFunction } from './function.ts';
import { literalId } from './look-up.ts';
import { DAY, sameType, typeName } from './type.ts';
import { Mistake } from './typed.ts';

/**
 * `working_days_after('calendar', day, integer)`: the last day of a legal time limit that begins the day after `day`.
 * Absent where the calendar does not reach: a deadline is never guessed.
 */
export const workingDaysAfter: LanguageFunction = {
  form: "('calendar', day, integer)",
  least: 3,
  most: 3,
  compile: ([name, from, count], node, c) => {
    const id = literalId(name, 'calendar');
    const known = [...c.names.calendars()];
    if (!known.includes(id))
      throw new Mistake(
        name?.start ?? 0,
        'unknown-calendar',
        `there is no calendar "${id}"`,
        didYouMean(id, known, 'calendars live in content/calendars/'),
      );
    const [start, days] = [c.compile(from ?? node), c.compile(count ?? node)];
    if (!sameType(start.type, DAY) || days.type.kind !== 'integer')
      throw new Mistake(
        node.start,
        'type',
        `these are ${typeName(start.type)} and ${typeName(days.type)}, but the function takes a day and a whole number`,
      );
    return {
      type: DAY,
      evaluate: (vars, scene) => {
        const day = start.evaluate(vars, scene) as Day | undefined;
        const left = days.evaluate(vars, scene) as bigint | undefined;
        if (day === undefined || left === undefined || left < 0n || left > 1000n) return undefined;
        return scene.workingDaysAfter(id, day, Number(left));
      },
    };
  },
};
