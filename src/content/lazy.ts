import type { Locale } from '../base/locale.ts';
import type { Steps } from '../base/steps.ts';
import { createFormatter, type Formatter, type Units } from './format.ts';
import type { Release, Settings } from './release.ts';

/** What is costly to make and not always needed: made when it is first asked for, or by small steps before that. */
export interface Lazy<T> {
  readonly get: () => T;
  readonly prepare: () => Steps<void>;
}

export const lazy = <T>(make: () => Steps<T>): Lazy<T> => {
  let making: Steps<T> | undefined;
  let made: { readonly value: T } | undefined;
  const step = (): void => {
    making ??= make();
    const next = making.next();
    if (next.done) made = { value: next.value };
  };
  return {
    // What was begun by small steps is only finished.
    get: () => {
      while (!made) step();
      return made.value;
    },
    prepare: function* () {
      while (!made) {
        step();
        yield;
      }
    },
  };
};

/** One formatter a language, made when it is first needed. */
export const formatters = (settings: Settings, units: ReadonlyMap<Locale, Units>): Release['formatter'] => {
  const made = new Map<Locale, Formatter>();
  return (locale) => {
    const formatter =
      made.get(locale) ?? createFormatter(settings.languages[locale]?.format ?? locale, units.get(locale) ?? new Map());
    made.set(locale, formatter);
    return formatter;
  };
};
