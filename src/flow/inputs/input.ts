import type { Day } from '../../base/day.ts';
import type { Locale } from '../../base/locale.ts';
import type { Value } from '../../base/value.ts';
import type { Event } from '../model.ts';
import type { InputWords } from '../scene.ts';
import type { Type } from '../type.ts';

/** What reading an answer may know about: the words of the person's language, and the day. */
export interface Reading {
  readonly words: (locale: Locale) => InputWords;
  readonly today: Day;
}

/** One type of typed answer: how it is read from what people write. */
export interface Input {
  readonly name: string;
  readonly type: Type;
  /** Options offered as buttons or numbers (yes and no); most inputs have none. */
  readonly options: readonly string[];
  /** The value, or undefined when this is no such answer. Never throws. */
  readonly read: (event: Event, reading: Reading) => Value | undefined;
}

/** No answer is longer; reading a very long one would take time. */
const LONGEST = 2000;

/** An input that reads text only. */
export const textInput = (
  name: string,
  type: Type,
  read: (text: string, words: InputWords, today: Day) => Value | undefined,
): Input => ({
  name,
  type,
  options: [],
  read: (event, reading) =>
    event.kind === 'text' && event.text.length <= LONGEST
      ? read(event.text, reading.words(event.locale), reading.today)
      : undefined,
});
