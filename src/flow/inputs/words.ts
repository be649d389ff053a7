import { fold } from '../../base/fold.ts';
import { POINT, TEXT, YES_NO } from '../type.ts';
import { type Input, textInput } from './input.ts';

const LONGEST = 200;

/** Free words. Kept only as long as the flow needs them. */
export const text = textInput('text', TEXT, (typed) => {
  const trimmed = typed.trim();
  return trimmed.length > 0 && trimmed.length <= LONGEST ? trimmed : undefined;
});

/** The name of a town. */
export const city = textInput('city', TEXT, (typed) => {
  const trimmed = typed.trim();
  return /\p{L}{2}/u.test(trimmed) && trimmed.length <= 80 ? trimmed : undefined;
});

/** A US ZIP or Mexican postal code: five digits (an added `-1234` is dropped). */
export const zip = textInput(
  'zip',
  TEXT,
  (typed) => /(?:^|\D)(\d{5})(?:-\d{4})?(?:\D|$)/.exec(typed.normalize('NFKC'))?.[1],
);

/** Yes or no, as a number, a button or in words. */
export const yesNo: Input = {
  name: 'yes-no',
  type: YES_NO,
  options: ['yes', 'no'],
  read: (event, reading) => {
    if (event.kind === 'pick') return event.option === 'yes' ? true : event.option === 'no' ? false : undefined;
    if (event.kind !== 'text') return undefined;
    const { yes, no, unsure = [] } = reading.words(event.locale);
    const said = fold(event.text);
    if (unsure.some((words) => `${said} `.startsWith(`${words} `))) return undefined;
    if (yes.includes(said)) return true;
    if (no.includes(said)) return false;
    const first = said.split(' ')[0] ?? '';
    return no.includes(first) ? false : yes.includes(first) ? true : undefined;
  },
};

/** A shared position. Lives for one turn and is never stored. */
export const location: Input = {
  name: 'location',
  type: POINT,
  options: [],
  read: (event) => (event.kind === 'location' ? event.point : undefined),
};
