import { type Decimal, decimalText } from '../base/decimal.ts';
import { fold } from '../base/fold.ts';
import { moneyOf } from '../base/money.ts';
import { NO_WORDS, type Words } from '../content/words.ts';
import { readNumber, THOUSAND } from '../flow/inputs/read-number.ts';
import type { AskPlace } from '../flow/kinds/place.ts';
import type { Event, Flow, Outcome, Part, Step } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { containedNames } from './match-names.ts';
import type { Room } from './room.ts';

/** One question that someone's first words have answered: an option, or what they would type. */
interface CarriedAnswer {
  readonly pick?: string | undefined;
  readonly text?: string | undefined;
  /** How it is said back to them. */
  readonly said: string;
}

/** What a message in someone's own words answers of a script's questions, by step. Nothing else of the message is kept. */
export interface Carried {
  readonly flow: string;
  readonly answers: Readonly<Record<string, CarriedAnswer>>;
}

/** Reads what a message answers already of the questions that a script lists under `carries:`; undefined when it is none. */
export const readCarried = (room: Room, flow: Flow, text: string): Carried | undefined => {
  const answers = flow.carries.flatMap((id) => {
    const step = flow.steps.get(id);
    const answer = step && readAnswer(room, flow, step, text);
    return answer ? [[id, answer] as const] : [];
  });
  return answers.length > 0 ? { flow: flow.id, answers: Object.fromEntries(answers) } : undefined;
};

/** Whether a message says where: then what is near is the answer, and not what could be said of it in general. */
export const carriesPlace = (flow: Flow | undefined, carried: Carried): boolean =>
  Object.keys(carried.answers).some((id) => flow?.steps.get(id)?.kind.key === 'place');

const readAnswer = (
  { release, scene, conversation, voice }: Room,
  flow: Flow,
  step: Step,
  text: string,
): CarriedAnswer | undefined => {
  const type = step.kind.saves(step.spec);
  const words = release.words.get(conversation.locale) ?? NO_WORDS;
  if (type?.kind === 'choice') {
    const offered = type.options.map((id) => ({ id, flow: flow.id, step: step.id, global: false }));
    const choices = offered.map((o) => ({ id: o.id, label: voice.option(o).label, also: voice.also(o) }));
    const [id, ...more] = containedNames(text, choices);
    const label = choices.find((choice) => choice.id === id)?.label;
    return id === undefined || label === undefined || more.length > 0 ? undefined : { pick: id, said: label };
  }
  if (type?.kind === 'money') {
    const amount = amountIn(text, type.currency, words);
    const money = amount && moneyOf(type.currency, amount);
    return money && { text: decimalText(amount), said: release.formatter(conversation.locale).value(money) };
  }
  if (step.kind.key === 'place') {
    // Only the name of the town is carried: what was written may say more.
    const located = scene.locate(text, (step.spec as AskPlace).about);
    const spot = located.kind === 'at' ? located.point.spot : undefined;
    const town = spot?.town === undefined ? undefined : release.geo?.nameOf(spot, conversation.locale);
    return town === undefined ? undefined : { text: town, said: town };
  }
  const year = type?.kind === 'integer' ? yearIn(text) : undefined;
  return year === undefined ? undefined : { text: year, said: year };
};

/** The one amount of a currency that a text names: `700 dlls`, `$700`, `dos mil dólares`. An amount without any name of money is none. */
export const amountIn = (text: string, currency: string, words: Words): Decimal | undefined => {
  const tokens = text
    .toLowerCase()
    // "10 000" is one number.
    .replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)/g, (typed) => typed.replaceAll(' ', ''))
    .replace(/(?<=\d)(?=\p{L})|(?<=[$€])|(?=[$€])/gu, ' ')
    .split(/[^\p{L}\p{N}.,$€]+/u)
    .flatMap((token) => token.replace(/[.,]+$/, '') || []);
  const isNumber = (token = ''): boolean =>
    /^\d/.test(token) || words.numbers[fold(token)] !== undefined || THOUSAND.test(token);
  const named = (token = ''): string | undefined =>
    Object.keys(words.currencies).find((code) => words.currencies[code]?.includes(fold(token)));
  const found: string[] = [];
  for (let start = 0, end: number; start < tokens.length; start = end) {
    end = start + 1;
    if (!isNumber(tokens[start])) continue;
    while (isNumber(tokens[end]) || (words.joins?.includes(tokens[end] ?? '') && isNumber(tokens[end + 1]))) end++;
    const code = named(tokens[end]);
    const marked = code === undefined && tokens[start - 1] === '$';
    if (code === currency || marked) found.push(tokens.slice(start, end).join(' '));
  }
  const [first, ...more] = new Set(found);
  return first === undefined || more.length > 0 ? undefined : readNumber(first, words);
};

const yearIn = (text: string): string | undefined => {
  const years = new Set(text.match(/(?<![\d.,$])(?:19|20)\d{2}(?![\d.,]*\d)/g));
  return years.size === 1 ? [...years][0] : undefined;
};

/** Answers the questions that were answered before they were asked. They stand in the history: "back" asks them after all. */
export const carryOn = (
  { release, scene, conversation }: Room,
  first: Outcome,
  carried: Carried | undefined,
): { readonly outcome: Outcome; readonly left: Carried | undefined } => {
  let outcome = first;
  let left = carried;
  const said: Part[] = [];
  while (left && outcome.at.flow === left.flow) {
    const { [outcome.at.step]: answer, ...others } = left.answers;
    if (!answer) break;
    const next = run(outcome.place, eventOf(answer, conversation.locale), scene, release.settings.home);
    left = { ...left, answers: others };
    if (!next.understood) break;
    said.push(...outcome.parts.slice(0, -1));
    outcome = next;
  }
  const open = outcome.place.stack.some(({ flow }) => flow === left?.flow);
  return { outcome: { ...outcome, parts: [...said, ...outcome.parts] }, left: open ? left : undefined };
};

const eventOf = ({ pick, text = '' }: CarriedAnswer, locale: string): Event =>
  pick === undefined ? { kind: 'text', text, locale } : { kind: 'pick', option: pick };
