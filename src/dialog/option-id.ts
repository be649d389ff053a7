import { isGlobalWord } from '../flow/global.ts';
import type { Offered } from '../flow/model.ts';

/** A short tag of the question an option belongs to (FNV-1a), so that an old button never answers a newer question. */
const tagOf = (flow: string, step: string): string => {
  let hash = 0x811c9dc5;
  for (const char of `${flow}/${step}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
};

/** What a button carries: the tag of its question and the option; a global word stands alone. */
export const optionId = (option: Offered): string =>
  option.global ? option.id : `${tagOf(option.flow, option.step)}.${option.id}`;

/** The option that a pressed button means for the question now asked: a global word, an option, or nothing (an old or foreign button). */
export const readOptionId = (
  id: string,
  flow: string,
  step: string,
): { readonly option: string; readonly global: boolean } | undefined => {
  if (isGlobalWord(id)) return { option: id, global: true };
  const dot = id.indexOf('.');
  return dot > 0 && id.slice(0, dot) === tagOf(flow, step) ? { option: id.slice(dot + 1), global: false } : undefined;
};
