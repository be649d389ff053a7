import type { Locale } from '../base/locale.ts';
import type { Conversation } from './conversation.ts';
import type { Room, Turned } from './room.ts';
import type { Understood } from './understand.ts';

/** What a turn hands on of a question without an answer, for those who write answers: terms, and nothing of who asked. */
export interface Unanswered {
  /** `none`: nobody here knows. `outside`: told who else knows. `unsure`: answers were offered, and all may be wrong. */
  readonly kind: 'none' | 'outside' | 'unsure';
  readonly locale: Locale;
  /** Single terms, and pairs of neighbours joined by a space. */
  readonly terms: readonly string[];
}

/** A turn with the terms of the question that it could not answer. What asks for nothing, such as thanks, leaves none. */
export const withTerms = (
  { release, conversation }: Room,
  kind: Unanswered['kind'],
  text: string,
  turned: Turned,
): Turned => {
  const search = release.search();
  if (kind === 'none' && search.find(text, conversation.locale).idle) return turned;
  const { locale = conversation.locale, terms } = search.terms(text, conversation.locale);
  return terms.length === 0 ? turned : { ...turned, unanswered: { kind, locale, terms } };
};

/** What a message does to answers that were offered; undefined when they still wait, or none were. */
export const offerAfter = ({ asked, offered }: Conversation, understood: Understood): Turned['offer'] => {
  if (asked !== 'answers') return undefined;
  if (understood.kind === 'which') return 'refused';
  if (understood.kind === 'command') return ['menu', 'back', 'start'].includes(understood.name) ? 'refused' : undefined;
  if (understood.kind !== 'event') return undefined;
  const { event } = understood;
  // A button of an older message says nothing of this offer.
  if (event.kind === 'pick' && event.option !== '') return offered?.includes(event.option) ? 'taken' : 'refused';
  return event.kind === 'text' ? 'refused' : undefined;
};
