import type { Capabilities } from './capability.ts';
import type { Option } from './channel.ts';
import { clean, cut } from './clean.ts';

const ELLIPSIS = '…';

/** A label on one line. */
export const oneLine = (label: string): string => clean(label).replace(/\s+/g, ' ').trim();

/** The options as buttons: labels short enough and all different. An id that the provider would refuse is a bug of ours and throws a RangeError. */
export const toButtons = (options: readonly Option[], can: Capabilities): readonly Option[] => {
  const taken = new Set<string>();
  return options.map(({ id, label }) => {
    const bytes = Buffer.byteLength(id);
    if (bytes === 0 || bytes > can.buttonId)
      throw new RangeError(`the button id "${id}" has ${bytes} bytes; 1 to ${can.buttonId} are allowed`);
    const whole = oneLine(label) || id;
    let shown = shorten(whole, can.label);
    for (let n = 2; taken.has(shown); n++) shown = `${shorten(whole, can.label - ` (${n})`.length)} (${n})`;
    taken.add(shown);
    return { id, label: shown };
  });
};

/** Cut at a word where one ends near, with an ellipsis. */
const shorten = (label: string, limit: number): string => {
  if (label.length <= limit) return label;
  const start = cut(label, limit - ELLIPSIS.length);
  const space = label.charAt(start.length) === ' ' ? start.length : start.lastIndexOf(' ');
  return (space > limit / 2 ? start.slice(0, space) : start).trimEnd() + ELLIPSIS;
};
