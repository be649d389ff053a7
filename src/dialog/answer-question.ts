import { fold } from '../base/fold.ts';
import type { Place } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { finish } from './finish.ts';
import { ANSWERS_STEP, answerOptions, FURTHER, MENU, type Room, type Turned } from './room.ts';

/** How many answers are offered when it is not clear which was meant. */
const MOST_CHOICES = 3;
/** Fewer words than this are no question without a question mark. */
const LEAST_WORDS = 3;

/** Answers a question that someone asks in their own words; undefined when nothing fits, and the script goes on as it would have. */
export const answerQuestion = (room: Room, text: string): Turned | undefined => {
  const { release, conversation, voice } = room;
  const inside = isInside(room);
  // In the middle of a script most words are answers to it, however oddly put: only what looks like a question is one.
  if (inside && !looksLikeQuestion(room, text)) return undefined;
  const { outcome, ranked, outside } = release.search().find(text, conversation.locale);
  if (outside !== undefined) return giveAnswer(room, outside);
  const [best] = ranked;
  if (!best || outcome === 'none') return undefined;
  if (outcome === 'answer') return giveAnswer(room, best.id);
  if (inside) return undefined;
  const offered = ranked.slice(0, MOST_CHOICES).map(({ id }) => id);
  return finish(room, {
    conversation: { ...conversation, place: placeOf(room), asked: 'answers', offered, misses: 0 },
    text: voice.system('did-you-mean'),
    options: [...answerOptions(offered), MENU],
    at: ANSWERS_STEP,
    outcome: 'answered',
  });
};

/** Says an answer. In the middle of a script its question goes on waiting; elsewhere the flow that goes further is offered. */
export const giveAnswer = (room: Room, id: string): Turned => {
  const { release, voice, conversation } = room;
  const answer = voice.say({ kind: 'answer', id });
  const text = [answer, voice.dated()].filter((part) => part !== undefined).join('\n\n');
  if (isInside(room)) return goOn(room, text);
  const further = release.answers.get(id)?.flow;
  const offered = further !== undefined && release.flows.has(further) ? [`${FURTHER}${further}`] : [];
  return finish(room, {
    conversation: { ...conversation, place: placeOf(room), misses: 0, asked: 'answers', offered },
    text,
    options: [...answerOptions(offered), MENU],
    at: ANSWERS_STEP,
    outcome: 'answered',
  });
};

/** The answer, and then the question that waits: whole where it fits into one message, else a line that says how to see it. */
const goOn = (room: Room, text: string): Turned => {
  const { release, scene, voice, conversation } = room;
  const waiting = run(conversation.place, { kind: 'repeat' }, scene, release.settings.home);
  const saying = {
    conversation: { ...conversation, misses: 0, asked: undefined },
    at: waiting.at,
    outcome: 'answered',
  } as const;
  const question = waiting.parts.map(voice.say).filter((part) => part !== '');
  const whole = finish(room, {
    ...saying,
    text: [text, ...question].join('\n\n'),
    options: waiting.options,
    ask: waiting.ask,
  });
  return whole.laid?.rest.length === 0
    ? whole
    : finish(room, { ...saying, text: `${text}\n\n${voice.system('resume')}` });
};

const looksLikeQuestion = ({ release }: Room, text: string): boolean => {
  if (/[?¿]/.test(text)) return true;
  const said = `${fold(text)} `;
  // "Quién sabe" and "why not" ask nothing.
  if (said.split(' ').length <= LEAST_WORDS) return false;
  return [...release.words.values()].some(({ asking }) => asking.some((word) => said.startsWith(`${word} `)));
};

const isInside = ({ release, conversation }: Room): boolean => {
  const flow = conversation.place.stack.at(-1)?.flow;
  return flow !== undefined && flow !== release.settings.home;
};

/** Where the person stands after an answer: someone new stands at the front desk. */
const placeOf = ({ release, scene, conversation }: Room): Place =>
  conversation.place.stack.length > 0
    ? conversation.place
    : run(conversation.place, { kind: 'start' }, scene, release.settings.home).place;
