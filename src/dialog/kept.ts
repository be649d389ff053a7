import type { EncodedVars } from '../base/value.ts';
import type { Conversation, Question } from './conversation.ts';

export type EncodedFrame = readonly [flow: string, digest: string, step: string, stepDigest: string, vars: EncodedVars];

/** What is kept of a person for long: language and greeting. */
export type KeptProfile = Pick<Conversation, 'locale' | 'greeted'>;

/** What is kept while a conversation goes on, as JSON holds it. */
export interface KeptState extends Omit<Conversation, 'place' | 'locale' | 'greeted'> {
  readonly stack: readonly EncodedFrame[];
  readonly history: readonly (readonly EncodedFrame[])[];
}

/** What was kept, or undefined where it is broken, or another version of the program kept something else. */
export const readProfile = (text: string): KeptProfile | undefined => {
  const kept = parse(text);
  return isProfile(kept) ? kept : undefined;
};

export const readState = (text: string): KeptState | undefined => {
  const kept = parse(text);
  return isState(kept) ? kept : undefined;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

// By hand: this is done for every message, and a schema takes five times as long.
const isText = (value: unknown): value is string => typeof value === 'string';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown, is: (one: unknown) => boolean): value is readonly unknown[] =>
  Array.isArray(value) && value.every(is);
const isTexts = (value: unknown): boolean => isList(value, isText);
const isMissingOr = (value: unknown, is: (one: unknown) => boolean): boolean => value === undefined || is(value);

const isProfile = (value: unknown): value is KeptProfile =>
  isRecord(value) && isText(value['locale']) && typeof value['greeted'] === 'boolean';

const isVar = (value: unknown): boolean =>
  isText(value) || typeof value === 'boolean' || (isList(value, isText) && value.length >= 2);

const isFrame = (value: unknown): boolean => {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [flow, digest, step, stepDigest, vars] = value as readonly unknown[];
  return isTexts([flow, digest, step, stepDigest]) && isRecord(vars) && Object.values(vars).every(isVar);
};
const isStack = (value: unknown): boolean => isList(value, isFrame);

const QUESTIONS: Readonly<Record<Question, true>> = { language: true, answers: true, which: true, where: true };

const isAnswer = (value: unknown): boolean =>
  isRecord(value) && isText(value['said']) && isMissingOr(value['pick'], isText) && isMissingOr(value['text'], isText);

const isCarried = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value['flow']) &&
  isRecord(value['answers']) &&
  Object.values(value['answers']).every(isAnswer);

const isState = (value: unknown): value is KeptState =>
  isRecord(value) &&
  isStack(value['stack']) &&
  isList(value['history'], isStack) &&
  Number.isSafeInteger(value['misses']) &&
  isTexts(value['rest']) &&
  isTexts(value['facts']) &&
  isMissingOr(value['asked'], (asked) => isText(asked) && Object.hasOwn(QUESTIONS, asked)) &&
  isMissingOr(value['offered'], isTexts) &&
  isMissingOr(value['carried'], isCarried);
