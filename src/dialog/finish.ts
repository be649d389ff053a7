import { CAPABILITIES } from '../channel/capability.ts';
import { layout } from '../channel/layout.ts';
import type { Offered } from '../flow/model.ts';
import type { Conversation } from './conversation.ts';
import type { Room, Turned } from './room.ts';

/** What is to be said, and where the person stands after it. */
export interface Saying {
  readonly conversation: Conversation | null | undefined;
  readonly text: string;
  readonly options?: readonly Offered[] | undefined;
  readonly ask?: 'location' | undefined;
  readonly at?: { readonly flow: string; readonly step: string } | undefined;
  readonly outcome: Turned['outcome'];
  readonly consent?: 'stopped' | 'started' | undefined;
  readonly forget?: boolean;
}

const NOWHERE = { flow: '', step: '' };

/** Greets whoever is new, lays the words out for the channel and notes what the message was built on. */
export const finish = ({ voice, heard, scene, release }: Room, saying: Saying): Turned => {
  const { conversation } = saying;
  const text = conversation && !conversation.greeted ? `${voice.system('welcome')}\n\n${saying.text}` : saying.text;
  const message = voice.message(text, saying.options ?? [], saying.ask);
  const laid = layout(message, CAPABILITIES[heard.channel]);
  const facts = [...scene.used].filter((id) => release.facts.has(id));
  return {
    conversation: conversation && {
      ...conversation,
      greeted: true,
      rest: laid.rest,
      facts: facts.length > 0 ? facts : conversation.facts,
    },
    laid,
    options: message.options,
    consent: saying.consent,
    forget: saying.forget ?? false,
    at: saying.at ?? NOWHERE,
    facts,
    sources: [...new Set(facts.map((id) => scene.newest(id)?.source ?? ''))].filter((id) => release.sources.has(id)),
    outcome: saying.outcome,
  };
};

/** Nothing is said and nothing moves. */
export const silence = (conversation: null | undefined, consent?: 'stopped' | 'started'): Turned => ({
  conversation,
  laid: undefined,
  options: [],
  consent,
  at: NOWHERE,
  facts: [],
  sources: [],
  outcome: 'silent',
});
