import { groundsOf } from './grounds.js';
import { make } from './make.js';

const who = (name) => make('span', { class: 'unseen' }, `${name}: `);

/** What the person sent. */
export const mine = (text, words) =>
  make('li', { class: 'mine' }, make('p', { class: 'bubble' }, who(words.you), text));

/** A line about the talk that nobody sent. */
export const note = (text) => make('li', { class: 'note' }, text);

/** What the person reads, its buttons, and the small print for editors: where it stands and what it is built on. */
export const theirs = (message, { words, buttons, press }) => {
  const bubble = make('p', { class: 'bubble', lang: message.language }, who(words.bot), message.text);
  const item = make('li', { class: 'theirs' }, bubble);
  if (buttons && message.options.length > 0) item.append(keyboard(message, words, press));
  item.append(trace(message, words), ...groundsOf(message, words));
  return item;
};

const keyboard = ({ options, language }, words, press) => {
  const row = make('div', { class: 'keyboard', role: 'group', 'aria-label': words.options, lang: language });
  for (const option of options) {
    const button = make('button', { type: 'button' }, option.label);
    button.addEventListener('click', () => press(option));
    row.append(button);
  }
  return row;
};

const trace = (message, words) => {
  const { characters, most, mostSegments } = message.size;
  const list = make('ul', { class: 'trace', 'aria-label': words.from });
  const add = (name, text) => list.append(make('li', { class: name }, text));
  if (message.segments !== undefined)
    add(
      'segments',
      `${words.segments(message.segments, mostSegments)}, ${message.encoding === 'gsm7' ? 'GSM-7' : 'UCS-2'}`,
    );
  add('size', words.characters(characters, most));
  if (message.more > 0) add('more', words.more(message.more));
  if (message.step)
    add('step', make('a', { href: `#map/${message.flow}/${message.step}` }, `${message.flow} › ${message.step}`));
  if (message.at) add('at', message.at);
  return list;
};
