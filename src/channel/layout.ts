import { oneLine, toButtons } from './buttons.ts';
import type { Capabilities } from './capability.ts';
import type { Laid, Message, Option } from './channel.ts';
import { clean } from './clean.ts';
import { foldGsm7, segments } from './gsm7.ts';
import { paginate } from './pages.ts';

/** Gives a message the shape of one channel: buttons or a numbered list, its alphabet, and pages where one is not enough. Pure. */
export const layout = (message: Message, can: Capabilities): Laid => {
  const write = (text: string): string => (can.alphabet === 'gsm7' ? foldGsm7(clean(text)) : clean(text)).trimEnd();
  // More options than buttons: all are listed by number, and none is lost.
  const buttons = message.options.length <= can.buttons ? toButtons(message.options, can) : [];
  const list = buttons.length > 0 ? '' : write(numbered(message.options));
  const [text = '', ...rest] = toPages(write(message.text), list, write(message.words.moreHint).trim(), can);
  if (message.ask === undefined || can.buttons === 0) return { text, rest, buttons };
  return { text, rest, buttons, ask: message.ask, shareLocation: oneLine(message.words.shareLocation) };
};

/** Units of text that a page must have room for beside its hint. */
const LEAST_TEXT = 80;

const numbered = (options: readonly Option[]): string =>
  options.map(({ label }, i) => `${i + 1}. ${oneLine(label)}`).join('\n');

const under = (text: string, more: string): string => [text, more].filter((part) => part !== '').join('\n\n');

/** The text and its list on one page if they fit; else on several, the list whole on the last. Every page but the last says how to get on. */
const toPages = (text: string, list: string, hint: string, can: Capabilities): readonly string[] => {
  const within =
    (limit: number | undefined) =>
    (page: string): boolean =>
      page.length <= can.text && (limit === undefined || segments(page).segments <= limit);
  const whole = under(text, list);
  if (within(can.segments)(whole)) return [whole];
  const fits = within(can.pageSegments ?? can.segments);
  // A hint that leaves no room for the text itself is left out.
  const roomForHint = fits(under('x'.repeat(LEAST_TEXT), hint));
  const hinted = (page: string): string => (roomForHint ? under(page, hint) : page);
  const pages = paginate(
    text,
    (page) => fits(hinted(page)),
    (page) => fits(under(page, list)),
  );
  const last = pages.at(-1) ?? '';
  const lastWithList = under(last, list);
  const all = fits(lastWithList)
    ? [...pages.slice(0, -1), lastWithList]
    : [...pages, ...paginate(list, (page) => fits(hinted(page)), fits)];
  return all.map((page, i) => (i < all.length - 1 ? hinted(page) : page));
};
